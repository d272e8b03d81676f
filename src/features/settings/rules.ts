import type { SignupMode } from '../../config/config.ts';
import type { RegistrationSetting, StrictSetting } from './schema.ts';

interface SettingState<T> {
  readonly value: T;
  readonly isLocked: boolean;
  readonly source: RegistrationSetting['source'];
}

/** How people join, as administrators see it. */
export function presentRegistration(state: SettingState<SignupMode>): RegistrationSetting {
  return { mode: state.value, isLocked: state.isLocked, source: state.source };
}

/** Which passwords are accepted, as administrators see it. */
export function presentPolicy(state: SettingState<boolean>): StrictSetting {
  return { strict: state.value, isLocked: state.isLocked, source: state.source };
}
