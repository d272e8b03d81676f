import type { SignupMode } from '../../config/config.ts';
import { AppError } from '../../core/errors.ts';
import type { RegistrationSetting, StrictSetting } from './schema.ts';

export interface SettingDefinition<T> {
  readonly key: string;
  /** The name of the setting in messages. */
  readonly label: string;
  /** The environment variable that locks it; its value follows, null when unset. */
  readonly variable: string;
  readonly fromEnvironment: T | null;
  readonly fallback: T;
  /**
   * The value when the stored one is unreadable; it must be the strictest, so that a fault permits nothing. If
   * absent, `fallback` applies, for a setting that permits nothing by itself.
   */
  readonly whenUnreadable?: T;
  /** Null for a stored text that is not a valid value. */
  readonly parse: (text: string) => T | null;
  readonly format: (value: T) => string;
  readonly isSecret?: boolean;
}

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

/** Null for a text that is no mode, as the other two for their kinds. */
export function parseMode(text: string): SignupMode | null {
  return text === 'enabled' || text === 'review' || text === 'disabled' ? text : null;
}

export const parseText = (text: string): string | null => text || null;

export function parseFlag(text: string): boolean | null {
  if (text === 'true') return true;
  return text === 'false' ? false : null;
}

/** The refusal to change what an environment variable sets. */
export function lockedSetting(label: string, variable: string): AppError {
  const message = `${label} is locked by ${variable} environment variable`;
  const because = { reason: 'locked_by_variable', params: { variable } } as const;
  return new AppError('setting_locked', { message, because });
}
