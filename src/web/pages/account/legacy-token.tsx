import { useState } from 'preact/hooks';
import type { ListedToken } from '../../../features/api-tokens/named/schema.ts';
import { loadApiToken, regenerateApiToken, revokeApiToken } from '../client/account.ts';
import { Copyable } from '../frame/copyable.tsx';
import { ConfirmButton } from '../frame/dialog.tsx';
import { SubmitButton } from '../frame/submit-button.tsx';
import { notify } from '../frame/toast.tsx';
import { TokenRow } from '../tokens/token-row.tsx';
import { t } from '../words/words.ts';

interface LegacyTokenProps {
  /** Null when there is none. */
  readonly token: ListedToken | null;
  readonly reload: () => Promise<void>;
}

/** The one API token that can be shown again. */
export function LegacyToken({ token, reload }: LegacyTokenProps) {
  const [shown, setShown] = useState<string | null>(null);
  const make = async () => {
    setShown((await regenerateApiToken()).apiToken);
    await reload();
  };
  return (
    <div class="legacy-token">
      <h3>{t('tokens.legacyTitle')}</h3>
      <p class="muted">{t('tokens.legacyText')}</p>
      {token === null ? (
        <>
          <p class="muted">{t('apiToken.none')}</p>
          <div>
            <SubmitButton action={make}>{t('apiToken.create')}</SubmitButton>
          </div>
        </>
      ) : (
        <>
          <ul class="rows">
            <TokenRow token={token}>
              {shown === null && (
                <SubmitButton
                  action={async () => {
                    setShown((await loadApiToken()).apiToken);
                  }}
                >
                  {t('apiToken.show')}
                </SubmitButton>
              )}
              <Buttons
                replace={make}
                revoke={async () => {
                  await revokeApiToken();
                  setShown(null);
                  await reload();
                }}
              />
            </TokenRow>
          </ul>
          {shown !== null && <Shown token={shown} />}
        </>
      )}
    </div>
  );
}

function Shown({ token }: { readonly token: string }) {
  const command = `curl -H "Authorization: Bearer ${token}" ${location.origin}/api/auth/me`;
  return (
    <>
      <Copyable label={t('apiToken.label')} text={token} />
      <p class="muted">{t('apiToken.keep')}</p>
      <Copyable label={t('tokens.command')} text={command} />
    </>
  );
}

interface ButtonsProps {
  readonly replace: () => Promise<void>;
  readonly revoke: () => Promise<void>;
}

function Buttons({ replace, revoke }: ButtonsProps) {
  return (
    <>
      <ConfirmButton
        title={t('apiToken.replaceTitle')}
        text={t('apiToken.replaceText')}
        confirm={t('apiToken.replace')}
        action={async () => {
          await replace();
          notify(t('apiToken.replaced'));
        }}
      >
        {t('apiToken.replace')}
      </ConfirmButton>
      <ConfirmButton
        title={t('apiToken.revokeTitle')}
        text={t('apiToken.revokeText')}
        confirm={t('apiToken.revoke')}
        action={async () => {
          await revoke();
          notify(t('apiToken.revoked'));
        }}
      >
        {t('apiToken.revoke')}
      </ConfirmButton>
    </>
  );
}
