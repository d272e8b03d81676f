import { loadApiToken, regenerateApiToken, revokeApiToken } from '../client/account.ts';
import { ConfirmButton } from '../frame/dialog.tsx';
import { Copyable } from '../frame/copyable.tsx';
import { KeyIcon } from '../frame/icons.tsx';
import { EmptyState, Section } from '../frame/layout.tsx';
import { Loaded, useLoad } from '../frame/load.tsx';
import { SubmitButton } from '../frame/submit-button.tsx';
import { notify } from '../frame/toast.tsx';

export function ApiTokenSection() {
  const loading = useLoad(loadApiToken);
  const regenerate = async () => {
    loading.set(await regenerateApiToken());
  };
  return (
    <Section title="API token" text="Lets a script of yours say who you are. It does not expire.">
      <Loaded loading={loading} lines={2}>
        {({ apiToken }) =>
          apiToken === null ? (
            <EmptyState icon={<KeyIcon />} title="You have no API token">
              <SubmitButton action={regenerate}>Create API token</SubmitButton>
            </EmptyState>
          ) : (
            <Token
              token={apiToken}
              regenerate={async () => {
                await regenerate();
                notify('Your new API token is here; the old one is dead.');
              }}
              revoke={async () => {
                await revokeApiToken();
                loading.set({ apiToken: null });
                notify('Your API token is revoked.');
              }}
            />
          )
        }
      </Loaded>
    </Section>
  );
}

interface TokenProps {
  readonly token: string;
  readonly regenerate: () => Promise<void>;
  readonly revoke: () => Promise<void>;
}

function Token({ token, regenerate, revoke }: TokenProps) {
  const command = `curl ${location.origin}/api/auth/me -H "Authorization: Bearer ${token}"`;
  return (
    <>
      <Copyable label="API token" text={token} />
      <p class="muted">Keep it like a password. Try it:</p>
      <Copyable label="command" text={command} />
      <div class="card-foot">
        <ConfirmButton
          title="Replace your API token?"
          text="You get a new one. Every script that uses the old one stops working at once."
          confirm="Replace"
          action={regenerate}
        >
          Replace
        </ConfirmButton>
        <ConfirmButton
          title="Revoke your API token?"
          text="Every script that uses it stops working at once."
          confirm="Revoke"
          tone="danger"
          action={revoke}
        >
          Revoke
        </ConfirmButton>
      </div>
    </>
  );
}
