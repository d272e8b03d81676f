import type {
  OidcChangeRequest,
  OidcSettings,
  OidcTestRequest,
} from '../../../../features/admin/providers/schema.ts';
import { useRef, useState } from 'preact/hooks';
import { Alert } from '../../frame/alert.tsx';
import { Field } from '../../frame/field.tsx';
import { Form, type Values } from '../../frame/form.tsx';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { notify } from '../../frame/toast.tsx';
import { t } from '../../words/words.ts';
import { SwitchField } from '../parts/switch.tsx';
import { ClientSecretField } from './client-secret-field.tsx';
import { OidcTest } from './oidc-test.tsx';
import { changeOidc } from './providers.ts';

interface OidcFormProps {
  readonly settings: OidcSettings;
  readonly changed: (settings: OidcSettings) => void;
}

export function OidcForm({ settings, changed }: OidcFormProps) {
  const place = useRef<HTMLDivElement>(null);
  const [isHidden, setHidden] = useState(false);
  const [isTurnedOn, setTurnedOn] = useState(false);
  const save = async (change: OidcChangeRequest) => {
    const saved = await changeOidc(change);
    changed(saved);
    const words = savedWords(saved);
    setHidden(words === 'providers.savedOff');
    if (words !== 'providers.savedOff') notify(t(words, { provider: saved.providerName }));
  };
  return (
    <div ref={place} class="stack">
      {isHidden && (
        <Alert tone="warning">
          <p>{t('providers.savedOff', { provider: settings.providerName })}</p>
          <SubmitButton
            action={async () => {
              await save({ enabled: true });
              setTurnedOn(true);
            }}
          >
            {t('providers.switchOn')}
          </SubmitButton>
        </Alert>
      )}
      <Form
        // The switch has another position after it was turned on above.
        key={String(isTurnedOn)}
        label={t('oidc.title')}
        submit={t('action.save')}
        retryField="issuerUrl"
        resets
        action={(values) => save(changeOf(values))}
      >
        <Fields settings={settings} changed={changed} />
      </Form>
      <OidcTest values={() => trialOf(place.current)} isShown={settings.enabled} />
    </div>
  );
}

/** Says that a saved provider is not on the sign-in page, because the two are easily mistaken for each other. */
function savedWords({ enabled, issuerUrl, clientId }: OidcSettings) {
  const isComplete = issuerUrl !== null && clientId !== null;
  if (isComplete && !enabled) return 'providers.savedOff';
  return isComplete ? 'providers.saved' : 'oidc.savedIncomplete';
}

function Fields({ settings, changed }: OidcFormProps) {
  const { enabled, providerName, issuerUrl, clientId, hasClientSecret } = settings;
  const isNew = issuerUrl === null && clientId === null;
  return (
    <>
      <Field
        name="providerName"
        label={t('oidc.name')}
        autocomplete="off"
        maxLength={100}
        defaultValue={providerName}
        hint={t('oidc.nameHint')}
      />
      <Field
        name="issuerUrl"
        label={t('oidc.issuer')}
        autocomplete="off"
        isVerbatim
        defaultValue={issuerUrl ?? ''}
        hint={t('oidc.issuerHint')}
      />
      <Field
        name="clientId"
        label={t('providers.clientId')}
        autocomplete="off"
        isVerbatim
        defaultValue={clientId ?? ''}
        hint={t('oidc.clientIdHint')}
      />
      <ClientSecretField
        owner={providerName}
        isStored={hasClientSecret}
        isUnreadable={settings.secretUnreadable}
        remove={async () => {
          changed(await changeOidc({ clearClientSecret: true }));
          notify(t('secret.removed'));
        }}
      />
      <SwitchField
        name="enabled"
        label={t('providers.enabled')}
        text={t('oidc.enabledText')}
        isOn={enabled || isNew}
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
