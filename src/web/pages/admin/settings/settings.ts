import type { RegistrationSetting, StrictSetting } from '../../../../features/settings/schema.ts';
import { signedRequest } from '../../client/request.ts';

export type Mode = RegistrationSetting['mode'];

/** Every function here throws Failure. */
export function loadRegistration(): Promise<RegistrationSetting> {
  return signedRequest<RegistrationSetting>(registration);
}

export function setRegistration(mode: Mode): Promise<RegistrationSetting> {
  return signedRequest<RegistrationSetting>(registration, { method: 'PATCH', json: { mode } });
}

export function loadPolicy(): Promise<StrictSetting> {
  return signedRequest<StrictSetting>(policy);
}

export function setPolicy(strict: boolean): Promise<StrictSetting> {
  return signedRequest<StrictSetting>(policy, { method: 'PATCH', json: { strict } });
}

const registration = '/api/admin/settings/registration';
const policy = '/api/admin/settings/password-policy';
