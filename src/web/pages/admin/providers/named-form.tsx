import type {
  NamedChangeRequest,
  NamedSettings,
} from '../../../../features/admin/providers/schema.ts';
import { providerFaces } from '../../client/provider-faces.ts';
import { Field } from '../../frame/field.tsx';
import { Form, type Values } from '../../frame/form.tsx';
import { notify } from '../../frame/toast.tsx';
import { CopyLine } from '../parts/copy-line.tsx';
import { Fact } from '../parts/fact.tsx';
import { LockNote } from '../parts/lock-note.tsx';
import { SwitchField } from '../parts/switch.tsx';
import { changeNamed } from './providers.ts';
import { SecretField } from './secret-field.tsx';

interface NamedFormProps {
  readonly settings: NamedSettings;
  readonly changed: (settings: NamedSettings) => void;
}

export function NamedForm({ settings, changed }: NamedFormProps) {
  const { provider, name, callbackUrl } = settings;
  const locks = locksOf(settings);
  return (
    <>
      <CopyLine label={`Callback address, to be registered at ${name}`} text={callbackUrl} />
      <Form
        label={name}
        submit={`Save ${name}`}
        retryField="clientId"
        resets
        action={async (values) => {
          changed(await changeNamed(provider, changeOf(settings, values)));
          notify(`${name} is saved.`);
        }}
      >
        {locks.length > 0 && <LockNote variables={locks} />}
        <Client settings={settings} changed={changed} />
        <Switches settings={settings} />
      </Form>
    </>
  );
}

function Client({ settings, changed }: NamedFormProps) {
  const { provider, name, clientId, hasClientSecret, tenantId } = settings;
  const hint = providerFaces.tenants[provider]?.hint;
  return (
    <>
      <TextSetting name="clientId" label="Client ID" setting={clientId} />
      {tenantId !== undefined && (
        <TextSetting
          name="tenantId"
          label="Tenant"
          setting={tenantId}
          {...(hint === undefined ? {} : { hint })}
        />
      )}
      {hasClientSecret.isLocked ? (
        <dl class="facts">
          <Fact name="Client secret">Set by the environment</Fact>
        </dl>
      ) : (
        <SecretField
          owner={name}
          isStored={hasClientSecret.value}
          isUnreadable={settings.secretUnreadable}
          remove={async () => {
            changed(await changeNamed(provider, { clearClientSecret: true }));
            notify('The client secret is removed.');
          }}
        />
      )}
    </>
  );
}

interface TextSettingProps {
  readonly name: string;
  readonly label: string;
  readonly setting: NamedSettings['clientId'];
  readonly hint?: string;
}

function TextSetting({ name, label, setting, hint }: TextSettingProps) {
  if (setting.isLocked) {
    return (
      <dl class="facts">
        <Fact name={label}>{setting.value}</Fact>
      </dl>
    );
  }
  return (
    <Field
      name={name}
      label={label}
      autocomplete="off"
      isVerbatim
      defaultValue={setting.value ?? ''}
      {...(hint === undefined ? {} : { hint })}
    />
  );
}

const switches = [
  [
    'enabled',
    'Switched on',
    'Shown on the sign-in page as soon as client ID and secret are there.',
  ],
  [
    'allowSignup',
    'New people may join',
    'People without an account here get one, as the registration mode says.',
  ],
  [
    'autoLink',
    'Link by e-mail address',
    'People with an account of the same verified address are signed in to it.',
  ],
] as const;

function Switches({ settings }: { readonly settings: NamedSettings }) {
  return (
    <>
      {switches.map(([name, label, text]) => (
        <SwitchField
          key={name}
          name={name}
          label={label}
          text={text}
          isOn={settings[name].value}
          disabled={settings[name].isLocked}
        />
      ))}
    </>
  );
}

const texts = ['clientId', 'tenantId'] as const;

/** Leaves out locked settings, because the server refuses a request that contains one. */
function changeOf(settings: NamedSettings, values: Values): NamedChangeRequest {
  const given = texts.filter((name) => settings[name]?.isLocked === false);
  const turned = switches.map(([name]) => name).filter((name) => !settings[name].isLocked);
  const secret = values('clientSecret');
  return {
    ...Object.fromEntries(given.map((name) => [name, values(name).trim()])),
    ...Object.fromEntries(turned.map((name) => [name, values(name) !== ''])),
    ...(secret === '' ? {} : { clientSecret: secret }),
  };
}

function locksOf({ provider, clientId, hasClientSecret, tenantId }: NamedSettings): string[] {
  const prefix = providerFaces.prefixes[provider];
  const tenant = providerFaces.tenants[provider];
  return [
    ...(clientId.isLocked ? [`${prefix}_CLIENT_ID`] : []),
    ...(hasClientSecret.isLocked ? [`${prefix}_CLIENT_SECRET`] : []),
    ...(tenantId?.isLocked === true && tenant !== null ? [tenant.variable] : []),
  ];
}
