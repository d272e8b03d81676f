import type { Parser } from './kinds.ts';

/** One row of the table of variables. */
export interface Setting<T> {
  readonly parse: Parser<T>;
  /** What an unset variable counts as, in the words of the variable; of an optional one only shown. */
  readonly fallback: string;
  readonly help: string;
  readonly isOptional: boolean;
  readonly isSecret: boolean;
  /** Blanks around the value are kept, for the check to see: so are those of every secret. */
  readonly isExact: boolean;
}

export interface OptionalSetting<T> extends Setting<T> {
  readonly isOptional: true;
}

export function setting<T>(parse: Parser<T>, fallback: string, help: string): Setting<T> {
  return { parse, fallback, help, isOptional: false, isSecret: false, isExact: false };
}

export function optional<T>(parse: Parser<T>, shown: string, help: string): OptionalSetting<T> {
  return { parse, fallback: shown, help, isOptional: true, isSecret: false, isExact: false };
}

export function exact<T>(parse: Parser<T>, shown: string, help: string): OptionalSetting<T> {
  return { ...optional(parse, shown, help), isExact: true };
}

export function secret<T>(parse: Parser<T>, shown: string, help: string): OptionalSetting<T> {
  return { parse, fallback: shown, help, isOptional: true, isSecret: true, isExact: true };
}
