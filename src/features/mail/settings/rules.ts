import type { MailConfig } from '../../../config/mail-settings.ts';
import * as kinds from '../../../config/mail-kinds.ts';
import { oneOf, wholeNumber } from '../../../config/kinds.ts';
import {
  defaultMailPort,
  defaultNotices,
  type MailOption,
  type MailTls,
  mailOptionNames,
  mailTlsWords,
  mailVariables,
  type Notice,
} from '../../../core/mail-options.ts';
import { canSendMail, type MailSettingTexts } from '../../../core/mail-problems.ts';
import { formatMailbox, type Mailbox } from '../../../core/mailbox.ts';
import { canonicalAddress, isLoopbackHost, withoutBrackets } from '../../../core/network.ts';
import type { Checked } from '../../../core/result.ts';
import type { MailServer } from '../../../io/mail/message.ts';
import {
  RuntimeSetting,
  type SettingSource,
  type SettingState,
  textSetting,
} from '../../settings/service.ts';

/** The value of each setting; an empty text for unset. */
export interface MailValues {
  readonly host: string;
  readonly port: number;
  readonly tls: MailTls;
  readonly user: string;
  readonly password: string | null;
  readonly from: Mailbox | null;
  readonly ehlo: string;
  readonly notify: readonly Notice[];
}

export type StoredMailSettings = {
  readonly [Name in keyof MailValues]: RuntimeSetting<MailValues[Name]>;
};

type Definition<T> = ConstructorParameters<typeof RuntimeSetting<T>>[0];

type Rest<T> = Omit<Definition<T>, 'key' | 'label' | 'variable'>;

const parsePort = wholeNumber(1, 65_535);
const parseTls = oneOf(...mailTlsWords);

/** The settings, of which the environment sets some. `key` encrypts the password at rest. */
export function storedMailSettings(env: MailConfig, key: Uint8Array): StoredMailSettings {
  const make = <T>(name: MailOption, label: string, rest: Rest<T>) =>
    new RuntimeSetting<T>({ ...basics(name, label, env), ...rest }, key);
  return {
    ...connectionSettings(env, make),
    password: textSetting(
      {
        ...basics('password', 'The password at the mail server', env),
        fromEnvironment: env.password,
        fallback: null,
        isSecret: true,
      },
      key,
    ),
    from: make<Mailbox | null>('from', 'The sender of mail', {
      fromEnvironment: env.from,
      fallback: null,
      parse: reading(kinds.sender),
      format: (from) => (from === null ? '' : formatMailbox(from)),
    }),
    ehlo: make<string>('ehlo', 'The name given to the mail server', {
      fromEnvironment: env.ehlo,
      fallback: '',
      parse: reading(kinds.ehloName),
      format: String,
    }),
    notify: make<readonly Notice[]>('notify', 'What is told by mail', {
      fromEnvironment: env.notify,
      fallback: defaultNotices,
      parse: reading(kinds.notices),
      format: kinds.formatNotices,
    }),
  };
}

type Make = <T>(name: MailOption, label: string, rest: Rest<T>) => RuntimeSetting<T>;

/** Where the password is sent, and whose it is. */
function connectionSettings(env: MailConfig, make: Make) {
  const lock = <T>(value: T | null, unset: T) => locked(env, value, unset);
  return {
    host: make<string>('host', 'The mail server', {
      fromEnvironment: lock(env.host, ''),
      fallback: '',
      parse: reading(kinds.mailHost),
      format: String,
    }),
    port: make<number>('port', 'The port of the mail server', {
      fromEnvironment: lock(env.port, defaultMailPort),
      fallback: defaultMailPort,
      parse: reading(parsePort),
      format: String,
    }),
    tls: make<MailTls>('tls', 'The encryption of mail', {
      fromEnvironment: lock(env.tls, 'starttls'),
      fallback: 'starttls',
      parse: reading(parseTls),
      format: String,
    }),
    user: make<string>('user', 'The user name at the mail server', {
      fromEnvironment: lock(env.user, ''),
      fallback: '',
      parse: reading(kinds.mailUser),
      format: String,
    }),
  };
}

/** A password of the environment locks these too, so that no administrator can have it sent elsewhere. */
const boundToPassword: ReadonlySet<MailOption> = new Set(['host', 'port', 'tls', 'user']);

/** The variable that sets or locks a setting. */
export function variableOf(name: MailOption, env: MailConfig): string {
  const isBound = env.password !== null && env[name] === null && boundToPassword.has(name);
  return isBound ? mailVariables.password : mailVariables[name];
}

/** The key under which an administrator's choice counts, by the variable that is unset. */
export function keysOfMail(env: MailConfig): Readonly<Partial<Record<MailVariable, string>>> {
  const options = mailOptionNames.filter((name) => variableOf(name, env) === mailVariables[name]);
  return Object.fromEntries(options.map((name) => [mailVariables[name], keyOf(name)]));
}

type MailVariable = (typeof mailVariables)[MailOption];

function keyOf(name: MailOption): string {
  return `mail.${name}`;
}

function basics(name: MailOption, label: string, env: MailConfig) {
  return { key: keyOf(name), label, variable: variableOf(name, env) };
}

function locked<T>({ password }: MailConfig, value: T | null, unset: T): T | null {
  return value ?? (password === null ? null : unset);
}

function reading<T>(parse: (text: string) => Checked<T> | { readonly problem: string }) {
  return (text: string): T | null => {
    const parsed = parse(text);
    return 'value' in parsed ? parsed.value : null;
  };
}

/** One setting in force, with its source and what locks it. */
export interface MailSettingState<T> extends SettingState<T> {
  readonly source: SettingSource;
  /** The environment variable that sets or locks it. */
  readonly variable: string;
}

export type MailSettingStates = {
  readonly [Name in MailOption]: MailSettingState<MailValues[Name]>;
};

/** The values alone. */
export function valuesOf(settings: MailSettingStates): MailValues {
  const { host, port, tls, user, password, from, ehlo, notify } = settings;
  return {
    host: host.value,
    port: port.value,
    tls: tls.value,
    user: user.value,
    password: password.value,
    from: from.value,
    ehlo: ehlo.value,
    notify: notify.value,
  };
}

/** The settings as the rules about them ask for them. */
export function textsOf(values: MailValues): MailSettingTexts {
  const { host, port, tls, user, password, from } = values;
  const hasPassword = password !== null;
  return { host, port, tls, user, hasPassword, from: from === null ? '' : formatMailbox(from) };
}

/** The mail server in force; null when the settings are not enough to send mail. */
export function mailServerOf(values: MailValues, appUrl: string): MailServer | null {
  const { host, port, tls, user, password, from, ehlo } = values;
  if (from === null || !canSendMail(textsOf(values))) return null;
  const signIn = password === null ? null : { user, password };
  return { host, port, tls, signIn, from, ehloName: ehlo === '' ? ownName(appUrl) : ehlo };
}

/** The host of APP_URL, unless it is an address or this machine alone, which many mail servers refuse. */
function ownName(appUrl: string): string | null {
  const { hostname } = new URL(appUrl);
  const isName = canonicalAddress(withoutBrackets(hostname)) === null;
  return isName && !isLoopbackHost(hostname) && !hostname.endsWith('.localhost') ? hostname : null;
}
