import type { LoadedConfig, Storage } from '../config/config.ts';
import type { SettingName } from '../config/env.ts';
import { type ConfigEntry, showValue } from '../config/report.ts';
import { oidcOptionList } from '../core/oidc-options.ts';
import { registry } from '../core/providers/registry.ts';
import { shownAddress } from '../core/postgres-address.ts';
import { peekSettings as peekAtServer } from '../db/postgres/peek-settings.ts';
import { explainPostgresError } from '../db/postgres/start-errors.ts';
import { peekSettings as peekAtFile } from '../db/sqlite/peek-settings.ts';
import { keysOfMail } from '../features/mail/settings/rules.ts';
import { keyOfOption } from '../features/providers/options/rules.ts';
import { oidcLock } from '../features/providers/rules.ts';

/** The key under which an administrator's choice is stored for a variable that is unset. */
const ownKeys: Readonly<Partial<Record<SettingName, string>>> = {
  USER_SIGNUP: 'registration.mode',
  DISABLE_INTERNAL_AUTH: 'local.disabled',
  ENABLE_PASSWORD_VALIDATION: 'password.strict',
  ...Object.fromEntries(registry.flatMap(keysOf)),
  ...Object.fromEntries(
    oidcOptionList.map(([, option]) => [option.variable, keyOfOption(option)] as const),
  ),
};

function keysOf({ id, prefix, tenant }: (typeof registry)[number]) {
  return [
    [`${prefix}_CLIENT_ID`, `${id}.client_id`],
    [`${prefix}_CLIENT_SECRET`, `${id}.client_secret`],
    ...(tenant === null ? [] : [[tenant.variable, `${id}.tenant_id`]]),
  ] as const;
}

/** The keys for OpenID Connect, where one set variable disables all of them. */
const oidcKeys: Readonly<Partial<Record<SettingName, string>>> = {
  OIDC_ENABLED: 'oidc.enabled',
  OIDC_PROVIDER_NAME: 'oidc.provider_name',
  OIDC_ISSUER_URL: 'oidc.issuer_url',
  OIDC_CLIENT_ID: 'oidc.client_id',
  OIDC_CLIENT_SECRET: 'oidc.client_secret',
};

interface EffectiveSettings {
  readonly entries: readonly ConfigEntry[];
  /** Why the stored settings could not be read; null when they could. */
  readonly problem: string | null;
}

/** The settings with the choices of administrators, which apply where the environment sets nothing. */
export async function effectiveSettings({
  config,
  entries,
}: LoadedConfig): Promise<EffectiveSettings> {
  try {
    const stored = await storedSettings(config.storage);
    if (stored === null) return { entries, problem: null };
    const isLocked = oidcLock(config.oidc) !== null;
    const plainKeys: typeof ownKeys = { ...ownKeys, ...keysOfMail(config.mail) };
    const keys: typeof ownKeys = isLocked ? plainKeys : { ...plainKeys, ...oidcKeys };
    const entriesInForce = entries.map((entry) => {
      if (entry.source !== 'default') return entry;
      const row = stored.get(keys[entry.name] ?? '');
      const isChosen = row !== undefined && isSomething(row);
      return isChosen
        ? { ...entry, value: showValue(entry.name, row.value), source: 'database' }
        : { ...entry, value: withoutPanel(entry.value) };
    });
    return { entries: entriesInForce, problem: null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const problem = `${placeOf(config.storage)} could not be read (${reason}): what was chosen in the admin panel is not shown`;
    return { entries, problem };
  }
}

async function storedSettings(storage: Storage): ReturnType<typeof peekAtServer> {
  if (storage.kind === 'sqlite') return peekAtFile(storage.databaseFile);
  return peekAtServer(storage.address).catch((error: unknown) => {
    throw explainPostgresError(error, storage.address);
  });
}

function placeOf(storage: Storage): string {
  return storage.kind === 'sqlite'
    ? storage.databaseFile
    : `The database ${shownAddress(storage.address)}`;
}

/** Whether a stored value is not empty; a removed value is an empty text, encrypted if it is a secret. */
function isSomething(row: { readonly value: string; readonly is_encrypted: number }): boolean {
  if (row.is_encrypted === 0) return row.value !== '';
  // The length of nonce and tag in base64.
  return row.value.length > emptySealedLength;
}

const emptySealedLength = 40;

/** Shortens `admin panel, else false` once it is known that the panel has no value. */
function withoutPanel(value: string | null): string | null {
  return value?.replace(/^admin panel, else /, '') ?? null;
}
