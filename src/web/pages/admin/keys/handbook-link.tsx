import { site } from '../../client/site.ts';
import { t } from '../../words/words.ts';

/** A link to what the handbook says about the keys; nothing on a server that serves no handbook. */
export function HandbookLink() {
  if (site.handbook === null) return null;
  return <a href={`${site.handbook}/security#signing-keys`}>{t('keys.handbook')}</a>;
}
