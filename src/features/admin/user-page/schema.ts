import { type Static, t } from 'elysia';
import { groupSourceSchema } from '../../groups/schema.ts';
import { providerSchema } from '../../users/schema.ts';
import { listedUserSchema } from '../settings/schema.ts';

const time = () => t.String({ format: 'date-time' });
const optionalTime = (description: string) => t.Union([time(), t.Null()], { description });

const linkedProviderSchema = t.Object(
  {
    provider: providerSchema,
    name: t.String({
      description:
        'The name on the sign-in page; the host of the issuer when it is no longer set up',
      examples: ['Family ID'],
    }),
    email: t.Union([t.String(), t.Null()], { description: 'The address at the provider' }),
    emailVerified: t.Boolean({ description: 'Whether the provider has verified this address' }),
    linkedAt: time(),
    lastUsedAt: time(),
    canSignIn: t.Boolean({ description: 'Whether the provider is set up and enabled now' }),
  },
  { title: 'LinkedProvider' },
);

const membershipSchema = t.Object(
  { id: t.String({ format: 'uuid' }), name: t.String(), source: groupSourceSchema },
  { title: 'Membership' },
);

const groupRoleSchema = t.Object(
  {
    group: t.String({ examples: ['admins'] }),
    provider: t.String({ description: 'The name of the provider', examples: ['Family ID'] }),
    until: t.String({
      format: 'date-time',
      description: 'When it ends without another sign-in at the provider',
    }),
  },
  { title: 'GroupRole' },
);

export type LinkedProvider = Static<typeof linkedProviderSchema>;

/** All that the page of one user shows; never a hash, a token or a provider's subject. */
export const userDetailsSchema = t.Composite(
  [
    t.Omit(listedUserSchema, ['emailVerified']),
    t.Object({
      emailVerified: t.Boolean({
        description: 'Whether an administrator or a provider has confirmed the address',
      }),
      hasPassword: t.Boolean(),
      linkedProviders: t.Array(linkedProviderSchema),
      activeSessions: t.Integer({ description: 'At most 200' }),
      lastActiveAt: optionalTime('The last sign-in or refresh of a session that is still active'),
      memberships: t.Array(membershipSchema, {
        description: 'The groups, once for each source that gave them to the user',
      }),
      adminByGroup: t.Union([groupRoleSchema, t.Null()], {
        description: 'The group at the OpenID provider that makes the user an administrator',
      }),
      waitsUntil: optionalTime('When a registration expires that is not approved'),
      failedSignIns: t.Integer({ description: 'In the last 24 hours' }),
      blockedUntil: optionalTime(
        'After too many wrong passwords: until when passwords from unknown networks are refused',
      ),
    }),
  ],
  { title: 'UserDetails' },
);

export type UserDetails = Static<typeof userDetailsSchema>;
