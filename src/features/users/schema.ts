import { type Static, t } from 'elysia';
import { languages } from '../../core/languages.ts';
import { allSignInMethods } from '../../core/providers/registry.ts';
import {
  maxEmailLength,
  maxNameLength,
  maxPasswordLength,
  minPasswordLength,
} from '../../core/text-limits.ts';
import { inDocument } from '../../http/document-keywords.ts';
import { groupNamesSchema } from '../groups/schema.ts';

export const statusSchema = t.Union(
  [t.Literal('active'), t.Literal('pending'), t.Literal('disabled')],
  { title: 'UserStatus' },
);

/** Sign-in methods, including the password of this server. */
export const providerSchema = t.Union(
  allSignInMethods.map((method) => t.Literal(method)),
  { title: 'Provider' },
);

/** A language of the pages. */
export const languageSchema = t.Union(
  languages.map((language) => t.Literal(language)),
  { title: 'Language' },
);

/** A user as the API returns them; never with a hash, a token or a provider's subject. */
export const userSchema = t.Object(
  {
    id: t.String({ format: 'uuid', examples: ['0190f3a4-7c1e-7d3b-9b52-3f1c2a6e8d10'] }),
    email: t.String({ examples: ['ada@example.com'] }),
    emailVerified: t.Boolean({
      description:
        'Whether the address was confirmed here: by an administrator, or by a link that was mailed to it',
      examples: [true],
    }),
    name: t.String({ examples: ['Ada Lovelace'] }),
    profileImage: t.Union([t.String(), t.Null()], { examples: [null] }),
    isAdmin: t.Boolean({ examples: [false] }),
    status: statusSchema,
    createdAt: t.String({ format: 'date-time', examples: ['2026-03-02T10:30:00.000Z'] }),
    updatedAt: t.String({ format: 'date-time', examples: ['2026-03-02T10:30:00.000Z'] }),
    language: t.Union([languageSchema, t.Null()], {
      description: 'The language that the person chose; null for that of the browser',
      examples: [null],
    }),
    groups: groupNamesSchema,
    mustChangePassword: t.Boolean({
      description:
        'Whether the person must choose a new password: until then, a session that began with the password opens only /me, /refresh, /logout and /change-password. Always false for a session that began at a provider.',
      examples: [false],
    }),
  },
  { title: 'User' },
);

export type User = Static<typeof userSchema>;

/** A new e-mail address of an account. */
export const emailField = t.String({
  description: 'Letter case does not matter: one account per address',
  ...inDocument({ maxLength: maxEmailLength }),
});

/** A new name of an account. */
export const nameField = t.String({
  description: 'Leading and trailing blanks are removed',
  ...inDocument({ minLength: 1, maxLength: maxNameLength }),
});

/** Whether a password that is chosen for a person is temporary. */
export const mustChangeField = t.Optional(
  t.Union([t.Boolean(), t.Null()], {
    description:
      'Whether the person must choose another password at the next sign-in, before anything else; false by default',
  }),
);

/** A new password of an account; a password that is only verified may be any text. */
export const passwordField = t.String({
  description: 'Not trimmed; at most 512 bytes in UTF-8',
  ...inDocument({ minLength: minPasswordLength, maxLength: maxPasswordLength }),
});
