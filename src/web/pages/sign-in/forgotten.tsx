import { Support } from '../frame/support.tsx';
import { t } from '../words/words.ts';

/** What to do without the password: there is no reset by mail, so an administrator sets a new one. */
export function Forgotten({ isQuiet = false }: { readonly isQuiet?: boolean }) {
  return (
    <p class={isQuiet ? 'forgotten muted' : 'forgotten'}>
      {t('signIn.forgotten')}{' '}
      <span>
        <Support />
      </span>
    </p>
  );
}
