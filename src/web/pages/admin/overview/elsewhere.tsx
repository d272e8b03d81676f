import { appUrlLine } from '../../client/address.ts';
import { site } from '../../client/site.ts';
import { WarningIcon } from '../../frame/icons.tsx';
import { rich, t } from '../../words/words.ts';
import { Copyable } from '../../frame/copyable.tsx';

/** Shown when the panel was opened under another address than the server's: what to set, or where to go. */
export function OpenedElsewhere() {
  const address = <b>{site.appUrl}</b>;
  const here = <b>{location.origin}</b>;
  return (
    <section class="card elsewhere" aria-label={t('elsewhereAddress.title')}>
      <h2>
        <WarningIcon />
        {t('elsewhereAddress.title')}
      </h2>
      <p>{rich('elsewhereAddress.text', { address, here })}</p>
      <Copyable label={t('elsewhereAddress.line')} text={appUrlLine()} />
      <p class="muted">{rich('elsewhereAddress.open', { address, link: linkThere })}</p>
    </section>
  );
}

function linkThere(text: string) {
  return <a href={site.appUrl + location.pathname}>{text}</a>;
}
