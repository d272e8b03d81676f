import { carryAddress } from '../client/carried-address.ts';
import { Support } from '../frame/support.tsx';
import { t } from '../words/words.ts';

interface ForgottenProps {
  readonly isQuiet?: boolean;
  readonly sendsMail: boolean;
}

/** What to do without the password: ask for a link by mail, or else for one from an administrator. */
export function Forgotten({ isQuiet = false, sendsMail }: ForgottenProps) {
  return (
    <p class={isQuiet ? 'forgotten muted' : 'forgotten'}>
      {sendsMail ? (
        <a href="/forgot-password" onClick={takeAddressAlong}>
          {t('signIn.forgotten')}
        </a>
      ) : (
        <>
          {t('signIn.forgotten')}{' '}
          <span>
            <Support />
          </span>
        </>
      )}
    </p>
  );
}

/** What was typed as the address is typed on the next page already. */
function takeAddressAlong(event: MouseEvent): void {
  const link = event.currentTarget;
  const form = link instanceof Element ? link.closest('form') : null;
  const email = form?.querySelector<HTMLInputElement>('[name=email]')?.value.trim() ?? '';
  if (email !== '') carryAddress(email);
}
