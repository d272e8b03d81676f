// The settings of mail, each from the environment or an administrator.
import type { Kysely } from 'kysely';
import type { MailConfig } from '../../../config/mail-settings.ts';
import type { MailOption, Notice } from '../../../core/mail-options.ts';
import type { MailProblem } from '../../../core/mail-problem-codes.ts';
import { problemsOfMail } from '../../../core/mail-problems.ts';
import type { Id } from '../../../core/uuid.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import type { MailServer } from '../../../io/mail/message.ts';
import {
  readStored,
  type RuntimeSetting,
  type SettingState,
  type StoredSettings,
} from '../../settings/service.ts';
import {
  mailServerOf,
  type MailSettingState,
  type MailSettingStates,
  type MailValues,
  type StoredMailSettings,
  storedMailSettings,
  textsOf,
  valuesOf,
  variableOf,
} from './rules.ts';

interface MailSettingsDependencies {
  /** The values of the environment, which override the database. */
  readonly environment: MailConfig;
  readonly appUrl: string;
  /** Encrypts the password at rest. */
  readonly key: Uint8Array;
}

export interface MailState {
  readonly settings: MailSettingStates;
  /** Whether the stored password cannot be decrypted. */
  readonly passwordUnreadable: boolean;
  /** Null when the settings are not enough to send mail. */
  readonly server: MailServer | null;
  readonly problems: readonly MailProblem[];
}

/** A change; null brings back the default. */
export type MailChange = {
  readonly [Name in keyof MailValues]?: MailValues[Name] | null;
};

export class MailSettings {
  readonly #environment: MailConfig;
  readonly #appUrl: string;
  readonly #settings: StoredMailSettings;

  constructor({ environment, appUrl, key }: MailSettingsDependencies) {
    this.#environment = environment;
    this.#appUrl = appUrl;
    this.#settings = storedMailSettings(environment, key);
  }

  /** Whether this server sends mail. */
  async isConfigured(db: Kysely<Schema>): Promise<boolean> {
    return (await this.server(db)) !== null;
  }

  /** The mail server in force; null when this server sends no mail. */
  async server(db: Kysely<Schema>): Promise<MailServer | null> {
    return (await this.state(db)).server;
  }

  /** What is told by mail, as administrators chose it. */
  async notices(db: Kysely<Schema>): Promise<readonly Notice[]> {
    return (await this.#settings.notify.get(db)).value;
  }

  async state(db: Kysely<Schema>): Promise<MailState> {
    const stored = await readStored(db, Object.values(this.#settings));
    const settings = this.#statesIn(stored);
    const values = valuesOf(settings);
    return {
      settings,
      passwordUnreadable: this.#settings.password.isUnreadableIn(stored),
      server: mailServerOf(values, this.#appUrl),
      problems: problemsOfMail(textsOf(values)),
    };
  }

  #statesIn(stored: StoredSettings): MailSettingStates {
    const { host, port, tls, user, password, from, ehlo, notify } = this.#settings;
    const isUnreadable = password.isUnreadableIn(stored);
    const nothing = { value: null, source: 'default', isLocked: false } as const;
    const state = <T>(name: MailOption, found: SettingState<T>): MailSettingState<T> => ({
      ...found,
      variable: variableOf(name, this.#environment),
    });
    return {
      host: state('host', host.in(stored)),
      port: state('port', port.in(stored)),
      tls: state('tls', tls.in(stored)),
      user: state('user', user.in(stored)),
      password: state('password', isUnreadable ? nothing : password.in(stored)),
      from: state('from', from.in(stored)),
      ehlo: state('ehlo', ehlo.in(stored)),
      notify: state('notify', notify.in(stored)),
    };
  }

  /**
   * Stores a change, in the same transaction as its record. A stored password is forgotten when it would go to another
   * server, over a connection without encryption, or with another user name. Throws AppError `setting_locked`.
   */
  async change(trx: WriteTransaction, change: MailChange, by: Id): Promise<void> {
    const before = valuesOf((await this.state(trx)).settings);
    await this.#store(trx, change, by);
    const after = valuesOf((await this.state(trx)).settings);
    const isOther = before.host !== after.host || before.user !== after.user;
    const isOpener = before.tls !== 'none' && after.tls === 'none';
    const isForgotten = (isOther || isOpener) && change.password === undefined;
    if (isForgotten && this.#environment.password === null) {
      await this.#settings.password.clear(trx);
    }
  }

  async #store(trx: WriteTransaction, change: MailChange, by: Id): Promise<void> {
    const { host, port, tls, user, password, from, ehlo, notify } = this.#settings;
    const store = async <T>(setting: RuntimeSetting<T>, value: T | null | undefined) => {
      if (value === undefined) return;
      await (value === null ? setting.clear(trx) : setting.set(trx, value, by));
    };
    await store(host, change.host);
    await store(port, change.port);
    await store(tls, change.tls);
    await store(user, change.user);
    await store(password, change.password);
    await store(from, change.from);
    await store(ehlo, change.ehlo);
    await store(notify, change.notify);
  }
}
