import type { Config, TokenAlgorithm } from '../config/config.ts';
import { StartupError } from '../core/startup-error.ts';
import type { Database } from '../db/port.ts';
import { runningHosts } from '../features/maintenance/instances/service.ts';
import {
  fingerprintOf,
  recordedFingerprints,
  recordFingerprint,
  replaceFingerprint,
} from '../features/settings/fingerprints/service.ts';
import { keepsHs256 } from '../features/settings/token-algorithm/service.ts';
import { deleteKeys, hasSigned } from '../features/signing-keys/service.ts';
import type { DataDir } from '../io/data-dir.ts';
import type { Log } from '../io/log.ts';

interface KeyOptions {
  readonly database: Database;
  readonly dataDir: DataDir;
  readonly log: Log;
  readonly tokens: Pick<Config['tokens'], 'jwtSecret' | 'jwtSecretPrevious' | 'algorithm'>;
  /** Whether the instance has ever had a user. */
  readonly hadUsers: boolean;
  /** Whether other keys than before are accepted, because the former ones are lost or known to others. */
  readonly replacesKeys: boolean;
}

interface SettledKeys {
  readonly secret: string;
  readonly algorithm: TokenAlgorithm;
}

/**
 * The secret of the instance, after it and the key that signs access tokens were compared with the fingerprints in
 * the database, which get recorded at the first start; and how access tokens are signed. Throws StartupError for
 * another key.
 */
export async function settleKeys(options: KeyOptions): Promise<SettledKeys> {
  const { read } = options.database;
  const keeps = await keepsHs256(read);
  const recorded = await recordedFingerprints(read);
  // A fingerprint shows that the servers of a database sign with a secret, which this one then needs too.
  const usedSecret = keeps || recorded.signing !== null;
  const algorithm = await settleAlgorithm(options, usedSecret);
  const secret = await settleSecret(options, recorded.secret);
  // Only instances that share a database must agree on it, and an existing server may change it at any start.
  if (options.database.engine === 'postgres' && algorithm === 'HS256') {
    await settleSigningKey(options, { secret, recorded: recorded.signing });
  }
  return { secret, algorithm };
}

async function settleAlgorithm(
  { database, tokens }: KeyOptions,
  usedSecret: boolean,
): Promise<TokenAlgorithm> {
  if (tokens.algorithm !== null) return tokens.algorithm;
  if (usedSecret) return 'HS256';
  if (tokens.jwtSecret === null) return 'ES256';
  // Other servers would go on with the keys, and each refuse the tokens of the other.
  if (database.engine === 'postgres' && (await hasSigned(database.read))) throw unusedSecret();
  // The secret may be shared with programs that verify tokens with it.
  return 'HS256';
}

async function settleSecret(options: KeyOptions, recorded: string | null): Promise<string> {
  const { database, dataDir, log } = options;
  const isShared = database.engine === 'postgres';
  const isFree = mayDiffer(options, recorded);
  const isNew = !dataDir.hasSecretKey();
  if (isNew && isShared && !isFree) throw missingSecret(dataDir);
  const secret = dataDir.secretKey(isFree);
  if (await agrees(fingerprintOf(secret), { database, recorded, isFree })) {
    if (isNew && isShared) log.warn(loneKey(dataDir));
    return secret;
  }
  // Another instance has begun at the same moment with a key of its own.
  if (isNew) dataDir.removeSecretKey();
  throw otherSecret(dataDir);
}

/** Without users nothing is protected yet, unless another instance has begun with the same database. */
function mayDiffer(
  { database, hadUsers, replacesKeys }: KeyOptions,
  recorded: string | null,
): boolean {
  const isAlone = recorded === null || database.engine === 'sqlite';
  return replacesKeys || (!hadUsers && isAlone);
}

interface Agreement {
  readonly database: Database;
  readonly recorded: string | null;
  readonly isFree: boolean;
}

/** Whether a fingerprint is the recorded one in the end. */
async function agrees(own: string, { database, recorded, isFree }: Agreement): Promise<boolean> {
  if (recorded === own) return true;
  if (recorded === null) return (await recordFingerprint(database, 'secret', own)) === own;
  if (!isFree) return false;
  await replaceAlone(database, 'secret', own);
  // They were sealed with the former secret, so none of them can sign any more.
  await database.write((trx) => deleteKeys(trx));
  return true;
}

interface Signing {
  readonly secret: string;
  readonly recorded: string | null;
}

async function settleSigningKey(
  { database, tokens, replacesKeys }: KeyOptions,
  { secret, recorded }: Signing,
): Promise<void> {
  const own = fingerprintOf(tokens.jwtSecret ?? secret);
  if (own === (recorded ?? (await recordFingerprint(database, 'signing', own)))) return;
  const { jwtSecretPrevious: previous } = tokens;
  const isSuccessor = previous !== null && fingerprintOf(previous) === recorded;
  if (isSuccessor) return replaceFingerprint(database, 'signing', own);
  if (!replacesKeys) throw otherSigningKey(tokens.jwtSecret !== null);
  await replaceAlone(database, 'signing', own);
}

/** A server that runs would go on with the former key, and the two take each other's tokens for stolen or forged. */
async function replaceAlone(
  database: Database,
  purpose: Parameters<typeof replaceFingerprint>[1],
  own: string,
): Promise<void> {
  const hosts = await runningHosts(database.read);
  if (hosts.length > 0) throw notAlone(hosts);
  await replaceFingerprint(database, purpose, own);
}

function notAlone(hosts: readonly string[]): StartupError {
  return new StartupError(
    `Another key cannot be taken while servers of the same database run (on ${hosts.join(', ')})`,
    'stop every one of them first; one that was killed counts for two minutes more',
  );
}

function missingSecret({ path }: DataDir): StartupError {
  return new StartupError(
    `SECRET_KEY is not set, and ${path} has no secret.key`,
    'set SECRET_KEY to the key of the other instances, or copy their secret.key; a new one could not read what they have stored',
  );
}

function otherSecret({ path }: DataDir): StartupError {
  return new StartupError(
    `The key of this start, from SECRET_KEY or ${path}/secret.key, is not the one that the database was written with`,
    'set SECRET_KEY to that key or put its secret.key back; if it is lost, start once with "anchor-auth serve --replace-keys": API tokens and client secrets in the database are lost with it',
  );
}

function otherSigningKey(isSet: boolean): StartupError {
  return new StartupError(
    isSet
      ? 'JWT_SECRET is not the one that this instance signs with'
      : 'JWT_SECRET is not set, and this instance signs with another key than SECRET_KEY',
    'set it as the other instances have it; to change it, set JWT_SECRET_PREVIOUS to the former one (the text of SECRET_KEY, where it was unset); if that is lost or known to others, start once with "anchor-auth serve --replace-keys"',
  );
}

function unusedSecret(): StartupError {
  return new StartupError(
    'JWT_SECRET is set, and the servers of this database sign with ES256',
    'unset it; to change how tokens are signed, set ACCESS_TOKEN_ALG on all of them',
  );
}

function loneKey({ path }: DataDir): string {
  return `A key was made in ${path}/secret.key: copy it to every other instance, or set SECRET_KEY to its text there, before a second instance starts`;
}
