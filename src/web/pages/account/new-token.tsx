import { useState } from 'preact/hooks';
import type { CreatedToken } from '../../../features/api-tokens/named/schema.ts';
import { knownMe } from '../client/account.ts';
import { createToken } from '../client/tokens.ts';
import { Alert } from '../frame/alert.tsx';
import { Button } from '../frame/button.tsx';
import { Copyable } from '../frame/copyable.tsx';
import { DialogButton } from '../frame/dialog-button.tsx';
import { Dialog } from '../frame/dialog.tsx';
import { Form } from '../frame/form.tsx';
import { PlusIcon } from '../frame/icons.tsx';
import { daysOf, ExpiryField, NameField, ScopeFields, scopesOf } from '../tokens/token-fields.tsx';
import { isolated } from '../words/direction.ts';
import { t } from '../words/words.ts';

interface NewTokenProps {
  readonly reload: () => Promise<void>;
}

/** The button for a new API token, and its dialog. */
export function NewToken({ reload }: NewTokenProps) {
  return (
    <DialogButton
      tone="primary"
      icon={<PlusIcon />}
      dialog={(close) => <MakeToken reload={reload} close={close} />}
    >
      {t('tokens.new')}
    </DialogButton>
  );
}

/** Asks for the new token, then shows it in the same dialog, the only time. */
function MakeToken({ reload, close }: NewTokenProps & { readonly close: () => void }) {
  const [made, setMade] = useState<CreatedToken | null>(null);
  // Closing while the server works would lose the token.
  const [isBusy, setBusy] = useState(false);
  const cancel = () => {
    if (!isBusy) close();
  };
  if (made !== null) {
    return (
      <Dialog title={t('tokens.made', { name: isolated(made.name) })} onClose={() => undefined}>
        <MadeToken made={made} close={close} />
      </Dialog>
    );
  }
  return (
    <Dialog title={t('tokens.new')} onClose={cancel}>
      <Form
        label={t('tokens.new')}
        submit={t('tokens.create')}
        retryField="name"
        beside={<Button onClick={cancel}>{t('action.cancel')}</Button>}
        action={async (values) => {
          const scopes = scopesOf(values);
          setBusy(true);
          const json = { name: values('name'), scopes, expiresInDays: daysOf(values) };
          setMade(
            await createToken(json).finally(() => {
              setBusy(false);
            }),
          );
          await reload();
        }}
      >
        <NameField />
        <ScopeFields isAdmin={knownMe()?.isAdmin === true} />
        <ExpiryField />
      </Form>
    </Dialog>
  );
}

interface MadeTokenProps {
  readonly made: CreatedToken;
  readonly close: () => void;
}

function MadeToken({ made: { token, scopes }, close }: MadeTokenProps) {
  const path = scopes.includes('me') ? '/api/auth/me' : '/api/admin/users';
  const command = `curl -H "Authorization: Bearer ${token}" ${location.origin}${path}`;
  const canTry = scopes.some((scope) => scope !== 'profile');
  return (
    <>
      <Copyable label={t('apiToken.label')} text={token} />
      <Alert tone="warning">{t('tokens.once')}</Alert>
      {canTry && (
        <>
          <p class="muted">{t('tokens.try')}</p>
          <Copyable label={t('tokens.command')} text={command} />
        </>
      )}
      <div class="dialog-actions">
        <Button tone="primary" onClick={close}>
          {t('tokens.copied')}
        </Button>
      </div>
    </>
  );
}
