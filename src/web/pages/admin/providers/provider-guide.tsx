import { site } from '../../client/site.ts';
import { t } from '../../words/words.ts';

interface ProviderGuideProps {
  /** The page of the handbook. */
  readonly page: string;
  readonly provider: string;
}

/** A link to what the handbook says about a provider; nothing on a server that serves no handbook. */
export function ProviderGuide({ page, provider }: ProviderGuideProps) {
  if (site.handbook === null) return null;
  return (
    <p>
      <a href={`${site.handbook}/${page}`}>{t('providers.guide', { provider })}</a>
    </p>
  );
}
