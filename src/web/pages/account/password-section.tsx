import type { Me } from '../../../features/sessions/schema.ts';
import { changePassword } from '../client/account.ts';
import type { SignInMethods } from '../client/sign-in-methods.ts';
import { PasswordField } from '../frame/field.tsx';
import { Form } from '../frame/form.tsx';
import { Section } from '../frame/layout.tsx';
import { Loaded, type Loading } from '../frame/load.tsx';
import { NewPasswordField } from '../frame/new-password-field.tsx';
import { notify } from '../frame/toast.tsx';

interface PasswordSectionProps {
  readonly me: Me;
  readonly methods: Loading<SignInMethods>;
}

export function PasswordSection({ me, methods }: PasswordSectionProps) {
  return (
    <Section title="Password" text="A change signs you out everywhere else.">
      <Loaded loading={methods}>
        {({ hasPasswords, oidcName }) =>
          hasPasswords && me.authIdentities.includes('local') ? (
            <PasswordForm email={me.email} />
          ) : (
            <p class="muted">
              You have no password here: {oidcName ?? 'your identity provider'} looks after it.
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
      label="Change password"
      submit="Change password"
      tone="plain"
      retryField="currentPassword"
      resets
      action={async (values) => {
        await changePassword({
          currentPassword: values('currentPassword'),
          newPassword: values('newPassword'),
        });
        notify('Your password is changed.');
      }}
    >
      {/* Lets password managers find the account. */}
      <input type="email" autocomplete="username" value={email} readOnly hidden />
      <PasswordField
        name="currentPassword"
        label="Current password"
        autocomplete="current-password"
        required
        missing="Please enter your current password."
      />
      <NewPasswordField name="newPassword" label="New password" />
    </Form>
  );
}
