import type { Me } from '../../../features/sessions/schema.ts';
import { changePassword } from '../client/account.ts';
import type { SignInMethods } from '../client/sign-in-methods.ts';
import { PasswordField } from '../frame/field.tsx';
import { Form } from '../frame/form.tsx';
import { Section } from '../frame/layout.tsx';
import { Loaded, type Loading } from '../frame/load.tsx';
import { NewPasswordField } from '../frame/new-password-field.tsx';
import { notify } from '../frame/toast.tsx';
import { t } from '../words/words.ts';

interface PasswordSectionProps {
  readonly me: Me;
  readonly methods: Loading<SignInMethods>;
}

export function PasswordSection({ me, methods }: PasswordSectionProps) {
  return (
    <Section title={t('changePassword.title')} text={t('changePassword.text')}>
      <Loaded loading={methods}>
        {({ hasPasswords, oidcName }) =>
          hasPasswords && me.authIdentities.includes('local') ? (
            <PasswordForm email={me.email} />
          ) : (
            <p class="muted">
              {oidcName === null
                ? t('changePassword.noneUnknown')
                : t('changePassword.none', { provider: oidcName })}
            </p>
          )
        }
      </Loaded>
    </Section>
  );
}

function PasswordForm({ email }: { readonly email: string }) {
  return (
    <Form
      label={t('changePassword.submit')}
      submit={t('changePassword.submit')}
      tone="plain"
      retryField="currentPassword"
      resets
      action={async (values) => {
        await changePassword({
          currentPassword: values('currentPassword'),
          newPassword: values('newPassword'),
        });
        notify(t('changePassword.saved'));
      }}
    >
      {/* Lets password managers find the account. */}
      <input type="email" autocomplete="username" value={email} readOnly hidden />
      <PasswordField
        name="currentPassword"
        label={t('changePassword.current')}
        autocomplete="current-password"
        required
        missing={t('changePassword.missingCurrent')}
      />
      <NewPasswordField name="newPassword" label={t('changePassword.new')} />
    </Form>
  );
}
