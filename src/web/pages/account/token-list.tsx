import type { ListedToken } from '../../../features/api-tokens/named/schema.ts';
import { revokeToken, updateToken } from '../client/tokens.ts';
import { Button } from '../frame/button.tsx';
import { DialogButton } from '../frame/dialog-button.tsx';
import { ConfirmButton, Dialog } from '../frame/dialog.tsx';
import { Form } from '../frame/form.tsx';
import { notify } from '../frame/toast.tsx';
import { daysOf, ExpiryField, NameField } from '../tokens/token-fields.tsx';
import { isExpired, TokenRow } from '../tokens/token-row.tsx';
import { isolated } from '../words/direction.ts';
import { dateOf } from '../words/format.ts';
import { t } from '../words/words.ts';

interface TokenListProps {
  readonly tokens: readonly ListedToken[];
  readonly reload: () => Promise<void>;
}

/** The API tokens that have a name, newest first. */
export function TokenList({ tokens, reload }: TokenListProps) {
  const named = tokens.filter(({ kind }) => kind === 'named');
  if (named.length === 0) return <p class="muted">{t('tokens.none')}</p>;
  return (
    <ul class="rows">
      {named.map((token) => (
        <TokenRow key={token.id} token={token}>
          <EditToken token={token} reload={reload} />
          <RevokeToken token={token} reload={reload} />
        </TokenRow>
      ))}
    </ul>
  );
}

interface OneTokenProps {
  readonly token: ListedToken;
  readonly reload: () => Promise<void>;
}

function RevokeToken({ token, reload }: OneTokenProps) {
  const name = isolated(token.name);
  return (
    <ConfirmButton
      title={t('tokens.revokeTitle', { name })}
      text={t('tokens.revokeText')}
      confirm={t('tokens.revoke')}
      aria-label={t('tokens.revokeLabel', { name })}
      action={async () => {
        await revokeToken(token.id);
        await reload();
        notify(t('tokens.revoked', { name }));
      }}
    >
      {t('tokens.revoke')}
    </ConfirmButton>
  );
}

function EditToken({ token, reload }: OneTokenProps) {
  const name = isolated(token.name);
  return (
    <DialogButton
      aria-label={t('tokens.editLabel', { name })}
      dialog={(close) => (
        <Dialog title={t('tokens.editTitle', { name })} onClose={close}>
          <Form
            label={t('tokens.editTitle', { name })}
            submit={t('action.save')}
            retryField="name"
            beside={<Button onClick={close}>{t('action.cancel')}</Button>}
            action={async (values) => {
              const expiresInDays = daysOf(values);
              await updateToken(token.id, { name: values('name'), expiresInDays });
              close();
              await reload();
              notify(t('tokens.saved', { name: isolated(values('name')) }));
            }}
          >
            <NameField name={token.name} />
            <ExpiryField unchanged={unchangedExpiry(token)} />
          </Form>
        </Dialog>
      )}
    >
      {t('tokens.edit')}
    </DialogButton>
  );
}

function unchangedExpiry(token: ListedToken): string {
  const { expiresAt } = token;
  if (expiresAt === null) return t('tokens.lasting');
  const date = dateOf(expiresAt);
  return t(isExpired(token) ? 'tokens.expiredOn' : 'tokens.staysUntil', { date });
}
