import type { Kysely } from 'kysely';
import type { Config, SignupMode } from '../../config/config.ts';
import { seal, unseal } from '../../core/seal.ts';
import type { Id } from '../../core/uuid.ts';
import type { Schema } from '../../db/schema.ts';
import type { WriteTransaction } from '../../db/port.ts';
import { afterCommit } from '../../db/effects.ts';
import { engineOf } from '../../db/engine.ts';
import {
  claimSetting,
  prepareFindSettings,
  putSetting,
  removeSetting,
  type SettingRow,
} from './queries.ts';
import { lockedSetting, parseFlag, parseMode, parseText, type SettingDefinition } from './rules.ts';

/** The source of a value: the environment overrides the database, which overrides the default. */
export type SettingSource = 'env' | 'database' | 'default';

/** A value in force, its source, and whether the environment locks it. */
export interface SettingState<T> {
  readonly value: T;
  readonly source: SettingSource;
  readonly isLocked: boolean;
}

/** A setting that an administrator may change while the server runs. */
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

  /** The key under which its value is stored; null when the environment sets it and nothing must be read. */
  get storedKey(): string | null {
    const { key, fromEnvironment } = this.#definition;
    return fromEnvironment === null ? key : null;
  }

  /** The state of this setting, from the rows read for several settings. */
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

  /** Whether the stored value is unreadable: encrypted with another key, damaged, an unencrypted secret, or invalid. */
  isUnreadableIn(rows: StoredSettings): boolean {
    const { key, fromEnvironment, whenUnreadable } = this.#definition;
    const stored = rows.get(key);
    if (fromEnvironment !== null || stored === undefined) return false;
    try {
      // A removed text is stored as the empty string, which parses to null but is valid.
      const read = whenUnreadable === undefined ? this.#reveal(stored) : this.#valueOf(stored);
      return read === null;
    } catch {
      return true;
    }
  }

  /** Stores a value. Throws AppError `setting_locked` when the environment sets it. */
  async set(trx: WriteTransaction, value: T, by: Id | null): Promise<void> {
    this.#requireUnlocked();
    const { key, format, isSecret = false } = this.#definition;
    const text = format(value);
    await putSetting(trx, {
      key,
      value: isSecret ? seal(this.#key, text, Buffer.from(key)).toBase64() : text,
      is_encrypted: isSecret ? 1 : 0,
      updated_at: Date.now(),
      updated_by: by,
    });
  }

  /** Removes the stored value, so that the default applies again. Throws AppError `setting_locked`. */
  async clear(trx: WriteTransaction): Promise<void> {
    this.#requireUnlocked();
    await removeSetting(trx, this.#definition.key);
  }

  #requireUnlocked(): void {
    const { label, variable, fromEnvironment } = this.#definition;
    if (fromEnvironment !== null) throw lockedSetting(label, variable);
  }

  /** Null for a secret that is stored unencrypted, and for an encrypted value that is not a secret. */
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

/** The rows of several settings, read consistently. */
export type StoredSettings = ReadonlyMap<string, SettingRow>;

// Compiled once per engine and number of keys, on which alone the query depends, because every sign-in reads settings.
const compiled = new Map<string, ReturnType<typeof prepareFindSettings>>();

async function findSettings(db: Kysely<Schema>, keys: readonly string[]): Promise<SettingRow[]> {
  const key = `${engineOf(db)} ${keys.length}`;
  const query = compiled.get(key) ?? prepareFindSettings(db, keys.length);
  compiled.set(key, query);
  return query.run(db, Object.fromEntries(keys.map((name, index) => [`key${index}`, name])));
}

/** Reads several settings in one query. */
export async function readStored(
  db: Kysely<Schema>,
  settings: readonly Pick<RuntimeSetting<unknown>, 'storedKey'>[],
): Promise<StoredSettings> {
  const keys = settings.map(({ storedKey }) => storedKey).filter((key) => key !== null);
  const rows = keys.length === 0 ? [] : await findSettings(db, keys);
  return new Map(rows.map((row) => [row.key, row]));
}

type SettingBasics<T> = Omit<SettingDefinition<T>, 'parse' | 'format'>;

/** A boolean setting; an unreadable value counts as false, unless the definition says otherwise. */
export function flagSetting(basics: SettingBasics<boolean>, key: Uint8Array) {
  const definition = { whenUnreadable: false, ...basics, parse: parseFlag, format: String };
  return new RuntimeSetting(definition, key);
}

/** A text setting; the empty string counts as null. */
export function textSetting(basics: SettingBasics<string | null>, key: Uint8Array) {
  return new RuntimeSetting({ ...basics, parse: parseText, format: (text) => text ?? '' }, key);
}

export interface RuntimeSettings {
  readonly registrationMode: RuntimeSetting<SignupMode>;
  readonly strictPasswords: RuntimeSetting<boolean>;
  /** Marks that the server has a user; returns true exactly once, for the first user. */
  claimFirstUser(trx: WriteTransaction, requestId: string): Promise<boolean>;
  /** The keys of settings with an unreadable value, for which the strictest value applies. */
  unreadable(db: Kysely<Schema>): Promise<readonly string[]>;
}

interface SettingsDependencies {
  /** The values of the environment, which override the database. */
  readonly environment: Pick<Config['policy'], 'signup' | 'strictPasswords'>;
  /** Encrypts secret values at rest. */
  readonly key: Uint8Array;
  /** Called once, after the server's first user is committed. */
  readonly onFirstUser: (requestId: string) => void;
}

export function createSettings({
  environment,
  key,
  onFirstUser,
}: SettingsDependencies): RuntimeSettings {
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
): RuntimeSettings['claimFirstUser'] {
  return async (trx, requestId) => {
    const claim = { key: bootstrapped, value: 'true', now: Date.now() };
    const isFirst = await claimSetting(trx, claim);
    if (isFirst) afterCommit(trx, () => onFirstUser(requestId));
    return isFirst;
  };
}

const bootstrapped = 'bootstrapped';

/** Whether this server has ever had a user. */
export async function isBootstrapped(db: Kysely<Schema>): Promise<boolean> {
  return (await findSettings(db, [bootstrapped])).length > 0;
}
