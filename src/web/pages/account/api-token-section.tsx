import { useState } from 'preact/hooks';
import { loadApiToken, regenerateApiToken, revokeApiToken } from '../client/account.ts';
import { site } from '../client/site.ts';
import { Copyable } from '../frame/copyable.tsx';
import { ConfirmButton } from '../frame/dialog.tsx';
import { KeyIcon } from '../frame/icons.tsx';
import { EmptyState, Section } from '../frame/layout.tsx';
import { Loaded, useLoad } from '../frame/load.tsx';
import { SubmitButton } from '../frame/submit-button.tsx';
import { notify } from '../frame/toast.tsx';
import { rich, t } from '../words/words.ts';

/** Closed until it is asked for, because most people write no scripts. */
export function ApiTokenSection() {
  const [isOpen, setOpen] = useState(false);
  return (
    <Section title={t('apiToken.title')} text={t('apiToken.text')}>
      <details
        class="developer"
        onToggle={(event) => {
          setOpen(event.currentTarget.open);
        }}
      >
        <summary>{t('apiToken.details')}</summary>
        {isOpen && <TokenArea />}
      </details>
    </Section>
  );
}

function TokenArea() {
  const loading = useLoad(loadApiToken);
  const regenerate = async () => {
    loading.set(await regenerateApiToken());
  };
  return (
    <div class="developer-body">
      <Loaded loading={loading} lines={2}>
        {({ apiToken }) =>
          apiToken === null ? (
            <EmptyState icon={<KeyIcon />} title={t('apiToken.none')}>
              <SubmitButton action={regenerate}>{t('apiToken.create')}</SubmitButton>
            </EmptyState>
          ) : (
            <Token
              token={apiToken}
              regenerate={async () => {
                await regenerate();
                notify(t('apiToken.replaced'));
              }}
              revoke={async () => {
                await revokeApiToken();
                loading.set({ apiToken: null });
                notify(t('apiToken.revoked'));
              }}
            />
          )
        }
      </Loaded>
      <ReadMore />
    </div>
  );
}

interface TokenProps {
  readonly token: string;
  readonly regenerate: () => Promise<void>;
  readonly revoke: () => Promise<void>;
}

function Token({ token, regenerate, revoke }: TokenProps) {
  const command = `curl -H "Authorization: Bearer ${token}" ${location.origin}/api/auth/me`;
  return (
    <>
      <Copyable label={t('apiToken.label')} text={token} />
      <p class="muted">{t('apiToken.keep')}</p>
      <Copyable label={t('apiToken.command')} text={command} />
      <div class="card-foot">
        <ConfirmButton
          title={t('apiToken.replaceTitle')}
          text={t('apiToken.replaceText')}
          confirm={t('apiToken.replace')}
          action={regenerate}
        >
          {t('apiToken.replace')}
        </ConfirmButton>
        <ConfirmButton
          title={t('apiToken.revokeTitle')}
          text={t('apiToken.revokeText')}
          confirm={t('apiToken.revoke')}
          tone="danger"
          action={revoke}
        >
          {t('apiToken.revoke')}
        </ConfirmButton>
      </div>
    </>
  );
}

function ReadMore() {
  const { docs, handbook } = site;
  if (docs === 'off' && handbook === null) return null;
  return (
    <div class="muted">
      {docs !== 'off' && (
        <p>{rich('apiToken.reference', { link: (text) => <a href="/docs">{text}</a> })}</p>
      )}
      {handbook !== null && (
        <p>
          {rich('apiToken.appsGuide', { link: (text) => <a href={`${handbook}/apps`}>{text}</a> })}
        </p>
      )}
    </div>
  );
}
