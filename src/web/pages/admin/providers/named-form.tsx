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
import { t } from '../../words/words.ts';
import { ClientSecretField } from './client-secret-field.tsx';
import { ProviderGuide } from './provider-guide.tsx';
import { changeNamed } from './providers.ts';

interface NamedFormProps {
  readonly settings: NamedSettings;
  readonly changed: (settings: NamedSettings) => void;
}

export function NamedForm({ settings, changed }: NamedFormProps) {
  const { provider, name, callbackUrl } = settings;
  const locks = locksOf(settings);
  return (
    <>
      <ProviderGuide page={`provider-${provider}`} provider={name} />
      <CopyLine label={t('providers.callback', { provider: name })} text={callbackUrl} />
      <Form
        label={name}
        submit={t('providers.saveAs', { provider: name })}
        retryField="clientId"
        resets
        action={async (values) => {
          const saved = await changeNamed(provider, changeOf(settings, values));
          changed(saved);
          notify(t(savedWords(saved), { provider: name }));
        }}
      >
        {locks.length > 0 && <LockNote variables={locks} isPartial />}
        <Client settings={settings} changed={changed} />
        <Switches settings={settings} />
      </Form>
    </>
  );
}

function Client({ settings, changed }: NamedFormProps) {
  const { provider, name, clientId, hasClientSecret, tenantId } = settings;
  return (
    <>
      <TextSetting name="clientId" label={t('providers.clientId')} setting={clientId} />
      {tenantId !== undefined && (
        <TextSetting
          name="tenantId"
          label={t('providers.tenant')}
          setting={tenantId}
          hint={t('providers.tenantHint')}
        />
      )}
      {hasClientSecret.isLocked ? (
        <dl class="facts">
          <Fact name={t('providers.clientSecret')}>{t('providers.fromEnvironment')}</Fact>
        </dl>
      ) : (
        <ClientSecretField
          owner={name}
          isStored={hasClientSecret.value}
          isUnreadable={settings.secretUnreadable}
          remove={async () => {
            changed(await changeNamed(provider, { clearClientSecret: true }));
            notify(t('secret.removed'));
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

const switches = ['enabled', 'allowSignup', 'autoLink'] as const;

function Switches({ settings }: { readonly settings: NamedSettings }) {
  return (
    <>
      {switches.map((name) => (
        <SwitchField
          key={name}
          name={name}
          label={t(`providers.${name}`)}
          text={t(`providers.${name}Text`)}
          isOn={settings[name].value}
          disabled={settings[name].isLocked}
        />
      ))}
    </>
  );
}

/** A complete provider that is saved but switched off would otherwise be missed on the sign-in page. */
function savedWords({ configured, enabled }: NamedSettings) {
  return configured && !enabled.value ? 'providers.savedOff' : 'providers.saved';
}

const texts = ['clientId', 'tenantId'] as const;

/** Leaves out locked settings, because the server refuses a request that contains one. */
function changeOf(settings: NamedSettings, values: Values): NamedChangeRequest {
  const given = texts.filter((name) => settings[name]?.isLocked === false);
  const turned = switches.filter((name) => !settings[name].isLocked);
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
