import type { UserDetails } from '../../../../features/admin/user-page/schema.ts';
import type { ListedToken } from '../../../../features/api-tokens/named/schema.ts';
import { loadTokensOf, revokeTokenOf, revokeTokensOf } from '../../client/tokens.ts';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { Section } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { notify } from '../../frame/toast.tsx';
import { nameOf, TokenRow } from '../../tokens/token-row.tsx';
import { isolated } from '../../words/direction.ts';
import { t } from '../../words/words.ts';

interface UserTokensProps {
  readonly id: string;
  readonly user: UserDetails | null;
  /** Grows with each change of the account, which may revoke tokens. */
  readonly round: number;
  readonly changed: () => Promise<void>;
}

/** The API tokens of a user, for an administrator. */
export function UserTokens({ id, user, round, changed }: UserTokensProps) {
  const tokens = useLoad(() => loadTokensOf(id), String(round));
  return (
    <Section title={t('user.tokens')} text={t('user.tokensText')}>
      <Loaded loading={tokens} lines={2}>
        {(list) => (
          <>
            {list.length === 0 && <p class="muted">{t('tokens.noneOf')}</p>}
            <ul class="rows">
              {list.map((token) => (
                <TokenRow key={token.id} token={token}>
                  <RevokeOne {...{ id, token, changed }} />
                </TokenRow>
              ))}
            </ul>
            {list.length > 1 && user !== null && <RevokeAll {...{ id, user, changed }} />}
          </>
        )}
      </Loaded>
    </Section>
  );
}

interface RevokeOneProps extends Pick<UserTokensProps, 'id' | 'changed'> {
  readonly token: ListedToken;
}

function RevokeOne({ id, token, changed }: RevokeOneProps) {
  const name = isolated(nameOf(token));
  return (
    <ConfirmButton
      title={t('tokens.revokeTitle', { name })}
      text={t('tokens.revokeText')}
      confirm={t('tokens.revoke')}
      aria-label={t('tokens.revokeLabel', { name })}
      action={async () => {
        await revokeTokenOf(id, token.id);
        await changed();
        notify(t('tokens.revoked', { name }));
      }}
    >
      {t('tokens.revoke')}
    </ConfirmButton>
  );
}

interface RevokeAllProps extends Pick<UserTokensProps, 'id' | 'changed'> {
  readonly user: UserDetails;
}

function RevokeAll({ id, user, changed }: RevokeAllProps) {
  const name = isolated(user.name);
  return (
    <div>
      <ConfirmButton
        title={t('tokens.revokeAllTitle', { name })}
        text={t('tokens.revokeAllText')}
        confirm={t('tokens.revokeAll')}
        action={async () => {
          await revokeTokensOf(id);
          await changed();
          notify(t('tokens.allRevoked', { name }));
        }}
      >
        {t('tokens.revokeAll')}
      </ConfirmButton>
    </div>
  );
}
