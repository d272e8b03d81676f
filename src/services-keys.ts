// Builds what signs and verifies access tokens.
import type { Config, TokenAlgorithm } from './config/config.ts';
import { deriveKey } from './core/tokens.ts';
import type { Database } from './db/port.ts';
import type { Audit } from './features/audit/service.ts';
import { AppTokens } from './features/sessions/app-tokens/service.ts';
import { Publication } from './features/signing-keys/publication/service.ts';
import { KeyRotation } from './features/signing-keys/rotation/service.ts';
import { SigningKeys } from './features/signing-keys/service.ts';
import type { Users } from './features/users/service.ts';
import { createAccessTokens } from './io/access-tokens.ts';
import { createEs256Scheme } from './io/es256-scheme.ts';
import { createHs256Scheme } from './io/token-scheme.ts';

interface KeyGround {
  readonly config: Config;
  readonly database: Database;
  readonly secret: string;
  readonly algorithm: TokenAlgorithm;
}

interface Records {
  readonly audit: Audit;
  readonly users: Users;
}

/** Builds what signs and verifies access tokens; `ring` is null with HS256. */
export function buildKeys({ config, database, secret, algorithm }: KeyGround, records: Records) {
  const { audit, users } = records;
  const { tokens, server } = config;
  const { accessTtlSeconds, keyRotationSeconds, appAudiences } = tokens;
  const sealingKey = deriveKey(secret, 'signing keys at rest');
  const ring =
    algorithm === 'HS256' ? null : new SigningKeys({ database, sealingKey, accessTtlSeconds });
  const accessTokens = createAccessTokens({
    scheme: ring === null ? createHs256Scheme(secretsOf(tokens, secret)) : createEs256Scheme(ring),
    issuer: server.appUrl,
    ttlSeconds: accessTtlSeconds,
  });
  const rotation = new KeyRotation({
    database,
    audit,
    sealingKey,
    rotationSeconds: keyRotationSeconds,
    accessTtlSeconds,
  });
  const publication = new Publication({ keys: ring, appUrl: server.appUrl });
  const appTokens = new AppTokens({ database, users, accessTokens, audiences: appAudiences });
  return { accessTokens, appTokens, ring, rotation, publication };
}

function secretsOf({ jwtSecret, jwtSecretPrevious }: Config['tokens'], secret: string) {
  return { secret: jwtSecret ?? secret, previousSecret: jwtSecretPrevious };
}
