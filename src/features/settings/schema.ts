import { type Static, t } from 'elysia';

export const modeSchema = t.Union([
  t.Literal('enabled'),
  t.Literal('review'),
  t.Literal('disabled'),
]);

export const sourceSchema = t.Union(
  [t.Literal('env'), t.Literal('database'), t.Literal('default')],
  { title: 'SettingSource' },
);

const lockFields = {
  isLocked: t.Boolean({ description: 'Whether an environment variable sets it' }),
  source: sourceSchema,
};

export const registrationSettingSchema = t.Object(
  { mode: modeSchema, ...lockFields },
  { title: 'RegistrationSetting' },
);

export type RegistrationSetting = Static<typeof registrationSettingSchema>;

export const registrationChangeSchema = t.Object(
  { mode: modeSchema },
  { title: 'UpdateRegistrationSettingRequest' },
);

export const strictSettingSchema = t.Object(
  { strict: t.Boolean(), ...lockFields },
  { title: 'PasswordPolicy' },
);

export type StrictSetting = Static<typeof strictSettingSchema>;

export const strictChangeSchema = t.Object(
  { strict: t.Boolean() },
  { title: 'UpdatePasswordPolicyRequest' },
);
