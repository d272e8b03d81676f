import type { SignupMode } from '../../config/config.ts';
import type { RegistrationSetting, StrictSetting } from './schema.ts';

interface SettingState<T> {
  readonly value: T;
  readonly isLocked: boolean;
  readonly source: RegistrationSetting['source'];
}

/** The registration setting, as administrators see it. */
export function presentRegistration(state: SettingState<SignupMode>): RegistrationSetting {
  return { mode: state.value, isLocked: state.isLocked, source: state.source };
}

/** The password policy setting, as administrators see it. */
export function presentPolicy(state: SettingState<boolean>): StrictSetting {
  return { strict: state.value, isLocked: state.isLocked, source: state.source };
}
