import { type Static, t } from 'elysia';

const coordinate = t.String({ pattern: '^[A-Za-z0-9_-]{43}$' });

export const keySetSchema = t.Object(
  {
    keys: t.Array(
      t.Object({
        kty: t.Literal('EC'),
        crv: t.Literal('P-256'),
        x: coordinate,
        y: coordinate,
        kid: coordinate,
        alg: t.Literal('ES256'),
        use: t.Literal('sig'),
      }),
      {
        description:
          'The key that signs, then the next one, then those of which tokens may still be in use; empty with HS256',
      },
    ),
  },
  { title: 'KeySet' },
);

export type KeySet = Static<typeof keySetSchema>;

export const metadataSchema = t.Object(
  {
    issuer: t.String({ description: 'APP_URL', examples: ['https://auth.example.com'] }),
    jwks_uri: t.String({ examples: ['https://auth.example.com/.well-known/jwks.json'] }),
    id_token_signing_alg_values_supported: t.Array(t.Literal('ES256')),
    subject_types_supported: t.Array(t.Literal('public')),
    response_types_supported: t.Array(t.String(), { maxItems: 0 }),
    grant_types_supported: t.Array(t.String(), { maxItems: 0 }),
  },
  { title: 'ServerMetadata' },
);

export type Metadata = Static<typeof metadataSchema>;
