import type { Kysely } from 'kysely';
import type { Config, SignupMode } from '../../config/config.ts';
import { AppError } from '../../core/errors.ts';
import { seal, unseal } from '../../core/seal.ts';
import type { Id } from '../../core/uuid.ts';
import type { Schema } from '../../db/schema.ts';
import { afterCommit, type WriteTransaction } from '../../db/writer.ts';
import { claimSetting, prepareFindSettings, putSetting, type SettingRow } from './queries.ts';

/** Where a value comes from; the environment beats the database, which beats the default. */
export type SettingSource = 'env' | 'database' | 'default';

/** A value in force, and whether the environment keeps administrators from changing it. */
export interface SettingState<T> {
  readonly value: T;
  readonly source: SettingSource;
  readonly isLocked: boolean;
}

export interface SettingDefinition<T> {
  readonly key: string;
  /** What the setting is called in sentences. */
  readonly label: string;
  /** The variable that locks it, and what it says; null when unset. */
  readonly variable: string;
  readonly fromEnvironment: T | null;
  readonly fallback: T;
  /**
   * What counts when something is stored that is no value: not knowing opens nothing. Left out, it is the
   * default, for what opens nothing by itself.
   */
  readonly whenUnreadable?: T;
  /** Null for a stored text that is no value any more. */
  readonly parse: (text: string) => T | null;
  readonly format: (value: T) => string;
  readonly isSecret?: boolean;
}

/** One setting that an administrator may change while the server runs. */
export class RuntimeSetting<T> {
  readonly #definition: SettingDefinition<T>;
  readonly #key: Uint8Array;

  /** `key` encrypts the stored value when the setting is a secret. */
  constructor(definition: SettingDefinition<T>, key: Uint8Array) {
    this.#definition = definition;
    this.#key = key;
  }

  async get(db: Kysely<Schema>): Promise<SettingState<T>> {
    return this.in(await readStored(db, [this]));
  }

  /** Where its value is stored; null when the environment has decided and nothing has to be read. */
  get storedKey(): string | null {
    const { key, fromEnvironment } = this.#definition;
    return fromEnvironment === null ? key : null;
  }

  /** The value among what was read of several settings. */
  in(rows: StoredSettings): SettingState<T> {
    const { key, fromEnvironment, fallback, whenUnreadable } = this.#definition;
    if (fromEnvironment !== null) return { value: fromEnvironment, source: 'env', isLocked: true };
    const stored = rows.get(key);
    const value = stored === undefined ? fallback : (this.#valueOf(stored) ?? whenUnreadable);
    if (stored === undefined || value === undefined) {
      return { value: fallback, source: 'default', isLocked: false };
    }
    return { value, source: 'database', isLocked: false };
  }

  #valueOf(stored: StoredText): T | null {
    const text = this.#reveal(stored);
    return text === null ? null : this.#definition.parse(text);
  }

  /** Whether something is stored that cannot be read: under another key, damaged, a secret in plain text, or no value. */
  isUnreadableIn(rows: StoredSettings): boolean {
    const { key, fromEnvironment, whenUnreadable } = this.#definition;
    const stored = rows.get(key);
    if (fromEnvironment !== null || stored === undefined) return false;
    try {
      // A text that was taken away is stored as the empty one, which is no fault.
      const read = whenUnreadable === undefined ? this.#reveal(stored) : this.#valueOf(stored);
      return read === null;
    } catch {
      return true;
    }
  }

  /** Stores a value. Throws AppError `setting_locked` when the environment has decided. */
  async set(trx: WriteTransaction, value: T, by: Id | null): Promise<void> {
    const { key, label, variable, fromEnvironment, format, isSecret = false } = this.#definition;
    if (fromEnvironment !== null) {
      const message = `${label} is locked by ${variable} environment variable`;
      throw new AppError('setting_locked', { message });
    }
    const text = format(value);
    await putSetting(trx, {
      key,
      value: isSecret ? seal(this.#key, text, Buffer.from(key)).toBase64() : text,
      is_encrypted: isSecret ? 1 : 0,
      updated_at: Date.now(),
      updated_by: by,
    });
  }

  /** Null for a secret that somebody wrote into the table as plain text, and the other way round. */
  #reveal(stored: StoredText): string | null {
    const { isSecret = false } = this.#definition;
    if ((stored.is_encrypted === 1) !== isSecret) return null;
    if (!isSecret) return stored.value;
    return unseal(
      this.#key,
      Uint8Array.fromBase64(stored.value),
      Buffer.from(this.#definition.key),
    );
  }
}

type StoredText = Pick<SettingRow, 'value' | 'is_encrypted'>;

/** What the database says of some settings at one moment. */
export type StoredSettings = ReadonlyMap<string, SettingRow>;

type FindSettings = ReturnType<typeof prepareFindSettings>;

// By the number of keys: all that a compiled query depends on. Every sign-in reads settings.
const compiled = new Map<number, FindSettings>();

async function findSettings(db: Kysely<Schema>, keys: readonly string[]): Promise<SettingRow[]> {
  const query = compiled.get(keys.length) ?? prepareFindSettings(db, keys.length);
  compiled.set(keys.length, query);
  return query.run(db, Object.fromEntries(keys.map((key, index) => [`key${index}`, key])));
}

/** Reads settings together, in one query. */
export async function readStored(
  db: Kysely<Schema>,
  settings: readonly Pick<RuntimeSetting<unknown>, 'storedKey'>[],
): Promise<StoredSettings> {
  const keys = settings.map(({ storedKey }) => storedKey).filter((key) => key !== null);
  const rows = keys.length === 0 ? [] : await findSettings(db, keys);
  return new Map(rows.map((row) => [row.key, row]));
}

type SettingBasics<T> = Omit<SettingDefinition<T>, 'parse' | 'format'>;

/** A switch; unless the definition says otherwise, one that opens something: it is off when it cannot be read. */
export function flagSetting(basics: SettingBasics<boolean>, key: Uint8Array) {
  const definition = { whenUnreadable: false, ...basics, parse: parseFlag, format: String };
  return new RuntimeSetting(definition, key);
}

/** A text; the empty one counts as none. */
export function textSetting(basics: SettingBasics<string | null>, key: Uint8Array) {
  return new RuntimeSetting({ ...basics, parse: parseText, format: (text) => text ?? '' }, key);
}

export interface Settings {
  readonly registrationMode: RuntimeSetting<SignupMode>;
  readonly strictPasswords: RuntimeSetting<boolean>;
  /** Marks that the server has a user now; true for exactly one caller ever: the first user's. */
  claimFirstUser(trx: WriteTransaction, requestId: string): Promise<boolean>;
  /** The keys of those that hold no value of theirs: the strictest one counts. */
  unreadable(db: Kysely<Schema>): Promise<readonly string[]>;
}

interface SettingsDependencies {
  /** What the environment says; it beats the database. */
  readonly environment: Pick<Config['policy'], 'signup' | 'strictPasswords'>;
  /** Encrypts what is secret among the stored values. */
  readonly key: Uint8Array;
  /** Called once, after the server's first user is on disk. */
  readonly onFirstUser: (requestId: string) => void;
}

export function createSettings({ environment, key, onFirstUser }: SettingsDependencies): Settings {
  const registrationMode = new RuntimeSetting<SignupMode>(
    {
      key: 'registration.mode',
      label: 'Registration mode',
      variable: 'USER_SIGNUP',
      fromEnvironment: environment.signup,
      fallback: 'enabled',
      whenUnreadable: 'disabled',
      parse: parseMode,
      format: (mode) => mode,
    },
    key,
  );
  const strictPasswords = flagSetting(
    {
      key: 'password.strict',
      label: 'Password policy',
      variable: 'ENABLE_PASSWORD_VALIDATION',
      fromEnvironment: environment.strictPasswords,
      fallback: false,
      whenUnreadable: true,
    },
    key,
  );
  const all = [registrationMode, strictPasswords];
  const unreadable = async (db: Kysely<Schema>) => {
    const stored = await readStored(db, all);
    const unread = all.filter((setting) => setting.isUnreadableIn(stored));
    return unread.flatMap(({ storedKey }) => storedKey ?? []);
  };
  return {
    registrationMode,
    strictPasswords,
    claimFirstUser: firstUserClaim(onFirstUser),
    unreadable,
  };
}

function firstUserClaim(
  onFirstUser: SettingsDependencies['onFirstUser'],
): Settings['claimFirstUser'] {
  return async (trx, requestId) => {
    const claim = { key: bootstrapped, value: 'true', now: Date.now() };
    const isFirst = await claimSetting(trx, claim);
    if (isFirst) afterCommit(trx, () => onFirstUser(requestId));
    return isFirst;
  };
}

const bootstrapped = 'bootstrapped';

/** Whether this server ever had a user. */
export async function isBootstrapped(db: Kysely<Schema>): Promise<boolean> {
  return (await findSettings(db, [bootstrapped])).length > 0;
}

function parseMode(text: string): SignupMode | null {
  return text === 'enabled' || text === 'review' || text === 'disabled' ? text : null;
}

function parseText(text: string): string | null {
  return text || null;
}

function parseFlag(text: string): boolean | null {
  if (text === 'true') return true;
  return text === 'false' ? false : null;
}
