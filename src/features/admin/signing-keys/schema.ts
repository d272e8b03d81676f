import { type Static, t } from 'elysia';

const time = t.String({ format: 'date-time' });

const signingKeySchema = t.Object(
  {
    kid: t.String({ description: 'The thumbprint of the key (RFC 7638)' }),
    alg: t.Literal('ES256'),
    state: t.Union([t.Literal('next'), t.Literal('signing'), t.Literal('retired')]),
    createdAt: time,
    activeFrom: t.String({ format: 'date-time', description: 'From when it signs' }),
    publishedUntil: t.Union([time, t.Null()], {
      description: 'Until when its tokens are accepted; null while its end is not known',
    }),
    mayBeUnknown: t.Boolean({
      description:
        'Whether programs that keep the list of keys may refuse its tokens for a few minutes, because it signs soon after it was published',
    }),
  },
  { title: 'SigningKey' },
);

export const signingKeysSchema = t.Array(signingKeySchema);

export type SigningKey = Static<typeof signingKeySchema>;

export const rotationRequestSchema = t.Object(
  {
    revoke: t.Optional(
      t.Union([t.Boolean(), t.Null()], {
        description: 'Whether tokens of the former keys are refused at once',
      }),
    ),
  },
  { title: 'KeyRotationRequest', examples: [{ revoke: false }] },
);
