import { type Static, t } from 'elysia';

const modeSchema = t.Union([t.Literal('enabled'), t.Literal('review'), t.Literal('disabled')]);

const lockFields = {
  isLocked: t.Boolean({ description: 'Whether an environment variable has decided' }),
  source: t.Union([t.Literal('env'), t.Literal('database'), t.Literal('default')]),
};

export const registrationSettingSchema = t.Object({ mode: modeSchema, ...lockFields });

export type RegistrationSetting = Static<typeof registrationSettingSchema>;

export const registrationChangeSchema = t.Object({ mode: modeSchema });

export const strictSettingSchema = t.Object({ strict: t.Boolean(), ...lockFields });

export type StrictSetting = Static<typeof strictSettingSchema>;

export const strictChangeSchema = t.Object({ strict: t.Boolean() });
