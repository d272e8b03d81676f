import type {
  OidcChangeRequest,
  OidcSettings,
  OidcTestRequest,
} from '../../../../features/admin/providers/schema.ts';
import { useRef } from 'preact/hooks';
import { Field } from '../../frame/field.tsx';
import { Form, type Values } from '../../frame/form.tsx';
import { notify } from '../../frame/toast.tsx';
import { SwitchField } from '../parts/switch.tsx';
import { OidcTest } from './oidc-test.tsx';
import { changeOidc } from './providers.ts';
import { SecretField } from './secret-field.tsx';

interface OidcFormProps {
  readonly settings: OidcSettings;
  readonly changed: (settings: OidcSettings) => void;
}

export function OidcForm({ settings, changed }: OidcFormProps) {
  const place = useRef<HTMLDivElement>(null);
  return (
    <div ref={place} class="stack">
      <Form
        label="OpenID Connect"
        submit="Save"
        retryField="issuerUrl"
        resets
        action={async (values) => {
          changed(await changeOidc(changeOf(values)));
          notify('The provider is saved.');
        }}
      >
        <Fields settings={settings} changed={changed} />
      </Form>
      <OidcTest values={() => trialOf(place.current)} />
    </div>
  );
}

function Fields({ settings, changed }: OidcFormProps) {
  return (
    <>
      <SwitchField
        name="enabled"
        label="Switched on"
        text="Shown on the sign-in page as soon as issuer and client ID are there."
        isOn={settings.enabled}
      />
      <Field
        name="providerName"
        label="Name"
        autocomplete="off"
        maxLength={100}
        defaultValue={settings.providerName}
        hint="What people read on the button."
      />
      <Field
        name="issuerUrl"
        label="Issuer URL"
        autocomplete="off"
        isVerbatim
        defaultValue={settings.issuerUrl ?? ''}
        hint="Such as https://id.example.com"
      />
      <Field
        name="clientId"
        label="Client ID"
        autocomplete="off"
        isVerbatim
        defaultValue={settings.clientId ?? ''}
      />
      <SecretField
        owner={settings.providerName}
        isStored={settings.hasClientSecret}
        isUnreadable={settings.secretUnreadable}
        remove={async () => {
          changed(await changeOidc({ clearClientSecret: true }));
          notify('The client secret is removed.');
        }}
      />
    </>
  );
}

function changeOf(values: Values): OidcChangeRequest {
  const secret = values('clientSecret');
  return {
    enabled: values('enabled') !== '',
    providerName: values('providerName').trim(),
    issuerUrl: values('issuerUrl').trim(),
    clientId: values('clientId').trim(),
    // An empty field keeps the stored secret; a separate button removes it.
    ...(secret === '' ? {} : { clientSecret: secret }),
  };
}

/** The current values of the fields, saved or not. */
function trialOf(place: HTMLElement | null): OidcTestRequest {
  const form = place?.querySelector('form');
  const data = new FormData(form ?? undefined);
  const typed = ['issuerUrl', 'clientId', 'clientSecret'].flatMap((name) => {
    const value = data.get(name);
    return typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()] as const] : [];
  });
  return Object.fromEntries(typed);
}
