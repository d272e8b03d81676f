import type { Kysely } from 'kysely';
import type { Config, SignupMode } from '../../config/config.ts';
import type { Schema } from '../../db/schema.ts';
import type { WriteTransaction } from '../../db/writer.ts';
import { claimSetting, findSetting } from './queries.ts';

/** Where a value comes from; the environment beats the database, which beats the default. */
export type SettingSource = 'env' | 'database' | 'default';

export interface Setting<T> {
  readonly value: T;
  readonly source: SettingSource;
}

export interface Settings {
  registrationMode(db: Kysely<Schema>): Promise<Setting<SignupMode>>;
  strictPasswords(db: Kysely<Schema>): Promise<Setting<boolean>>;
  /** Whether e-mail and password are refused because an identity provider is to be used instead. */
  isLocalAuthDisabled(): boolean;
  /** Whether this server ever had a user. */
  isBootstrapped(db: Kysely<Schema>): Promise<boolean>;
  /** Marks that it has one now; true for exactly one caller ever: the first user's. */
  claimFirstUser(trx: WriteTransaction): Promise<boolean>;
}

const keys = {
  registrationMode: 'registration.mode',
  strictPasswords: 'password.strict',
  bootstrapped: 'bootstrapped',
} as const;

export function createSettings(config: Pick<Config, 'policy' | 'oidc'>): Settings {
  const isProviderReady =
    config.oidc.enabled === true && config.oidc.issuerUrl !== null && config.oidc.clientId !== null;
  return {
    registrationMode: async (db) =>
      resolve(
        config.policy.signup,
        asMode(await findSetting(db, keys.registrationMode)),
        'enabled',
      ),
    strictPasswords: async (db) =>
      resolve(
        config.policy.strictPasswords,
        asFlag(await findSetting(db, keys.strictPasswords)),
        false,
      ),
    isLocalAuthDisabled: () => config.policy.disableInternalAuth === true && isProviderReady,
    isBootstrapped: async (db) => (await findSetting(db, keys.bootstrapped)) !== null,
    claimFirstUser: (trx) =>
      claimSetting(trx, { key: keys.bootstrapped, value: 'true', now: Date.now() }),
  };
}

function resolve<T>(fromEnvironment: T | null, fromDatabase: T | null, fallback: T): Setting<T> {
  if (fromEnvironment !== null) return { value: fromEnvironment, source: 'env' };
  if (fromDatabase !== null) return { value: fromDatabase, source: 'database' };
  return { value: fallback, source: 'default' };
}

function asMode(text: string | null): SignupMode | null {
  return text === 'enabled' || text === 'review' || text === 'disabled' ? text : null;
}

function asFlag(text: string | null): boolean | null {
  return text === null ? null : text === 'true';
}
