import type { ComponentChildren } from 'preact';
import { mailTlsWords } from '../../../../core/mail-options.ts';
import { Field } from '../../frame/field.tsx';
import { Form, type Values } from '../../frame/form.tsx';
import { notify } from '../../frame/toast.tsx';
import { t } from '../../words/words.ts';
import { ChoiceField } from '../parts/choice-field.tsx';
import { Fact } from '../parts/fact.tsx';
import { LockNote } from '../parts/lock-note.tsx';
import { SecretField } from '../parts/secret-field.tsx';
import { changeMail, type MailChangeRequest, type MailSettingsAnswer } from './mail-settings.ts';

interface ServerFormProps {
  readonly settings: MailSettingsAnswer;
  readonly changed: (settings: MailSettingsAnswer) => void;
}

const textNames = ['host', 'user', 'from', 'ehlo'] as const;

/** The mail server, the sign-in there, and the sender; what the environment sets is only shown. */
export function ServerForm({ settings, changed }: ServerFormProps) {
  const { host, port, tls, user, hasPassword, from, ehlo } = settings;
  const states = [host, port, tls, user, hasPassword, from, ehlo];
  const locked = states.filter(({ isLocked }) => isLocked);
  const variables = [...new Set(locked.map(({ variable }) => variable))];
  const fields = <Fields settings={settings} changed={changed} />;
  if (locked.length === states.length) {
    return (
      <>
        <LockNote variables={variables} />
        {fields}
      </>
    );
  }
  return (
    <Form
      label={t('mail.title')}
      submit={t('action.save')}
      retryField="host"
      resets
      action={async (values) => {
        changed(await changeMail(changeOf(settings, values)));
        notify(t('mail.saved'));
      }}
    >
      {locked.length > 0 && <LockNote variables={variables} isPartial />}
      {fields}
    </Form>
  );
}

function Fields({ settings, changed }: ServerFormProps) {
  const { port, tls } = settings;
  return (
    <>
      <TextField name="host" settings={settings} />
      <Lockable name={t('mail.port')} state={port} shown={String(port.value)}>
        <Field
          name="port"
          label={t('mail.port')}
          hint={t('mail.portHint')}
          autocomplete="off"
          isVerbatim
          required
          defaultValue={String(port.value)}
        />
      </Lockable>
      <Lockable name={t('mail.tls')} state={tls} shown={t(`mail.tls.${tls.value}`)}>
        <ChoiceField
          name="tls"
          label={t('mail.tls')}
          hint={t('mail.tlsHint')}
          value={tls.value}
          choices={mailTlsWords.map((word) => [word, t(`mail.tls.${word}`)] as const)}
        />
      </Lockable>
      <TextField name="user" settings={settings} />
      <Password settings={settings} changed={changed} />
      <TextField name="from" settings={settings} />
      <TextField name="ehlo" settings={settings} />
    </>
  );
}

interface TextFieldProps extends Pick<ServerFormProps, 'settings'> {
  readonly name: (typeof textNames)[number];
}

function TextField({ name, settings }: TextFieldProps) {
  const state = settings[name];
  const label = t(`mail.${name}`);
  return (
    <Lockable name={label} state={state} shown={state.value}>
      <Field
        name={name}
        label={label}
        hint={t(`mail.${name}Hint`)}
        autocomplete="off"
        isVerbatim
        defaultValue={state.value}
      />
    </Lockable>
  );
}

function Password({ settings, changed }: ServerFormProps) {
  const { hasPassword, passwordUnreadable } = settings;
  const shown = hasPassword.value ? t('mail.passwordStored') : '';
  return (
    <Lockable name={t('mail.password')} state={hasPassword} shown={shown}>
      <SecretField
        name="password"
        isStored={hasPassword.value}
        isUnreadable={passwordUnreadable}
        texts={{
          label: t('mail.password'),
          hint: t('mail.passwordHint'),
          replaceHint: t('mail.passwordReplaceHint'),
          unreadable: t('mail.passwordUnreadable'),
          stored: t('mail.passwordStored'),
          storedHint: t('mail.passwordStoredHint'),
          remove: t('mail.passwordRemove'),
          removeText: t('mail.passwordRemoveText'),
        }}
        remove={async () => {
          changed(await changeMail({ clearPassword: true }));
          notify(t('mail.passwordRemoved'));
        }}
      />
    </Lockable>
  );
}

interface LockableProps {
  readonly name: string;
  readonly state: { readonly isLocked: boolean };
  /** The value as text, for when it cannot be changed. */
  readonly shown: string;
  readonly children: ComponentChildren;
}

function Lockable({ name, state, shown, children }: LockableProps) {
  if (!state.isLocked) return <>{children}</>;
  return (
    <dl class="facts">
      <Fact name={name}>{shown || t('mail.none')}</Fact>
    </dl>
  );
}

/** Leaves out locked settings, because the server refuses a request that contains one. */
function changeOf(settings: MailSettingsAnswer, values: Values): MailChangeRequest {
  const texts = textNames
    .filter((name) => !settings[name].isLocked)
    .map((name) => [name, values(name).trim()] as const);
  const tls = mailTlsWords.find((word) => word === values('tls'));
  const password = values('password');
  return {
    ...Object.fromEntries(texts),
    ...(settings.port.isLocked ? {} : { port: portOf(values('port')) }),
    ...(settings.tls.isLocked || tls === undefined ? {} : { tls }),
    // An empty field keeps the stored password; a separate button removes it.
    ...(password === '' ? {} : { password }),
  };
}

/** Zero for what is no number, which the server refuses with a sentence about the field. */
function portOf(text: string): number {
  return /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
}
