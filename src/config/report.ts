import { settingNames, settings } from './env.ts';
import type { SettingName } from './env.ts';
import type { Problem, RawSettings } from './sources.ts';

/** What may be shown about the configuration, valid or not. */
export interface ConfigReport {
  readonly warnings: readonly string[];
  /** Every variable, in the order of the table. */
  readonly entries: readonly ConfigEntry[];
  /** The path of the `.env` that was read. */
  readonly envFile: string | null;
}

/** One variable as it may be shown; the value of a secret is replaced with dots. */
export interface ConfigEntry {
  readonly name: SettingName;
  /** Null when it is unset and has no default. */
  readonly value: string | null;
  /** `environment`, `.env`, the path of a secret's file, `NAME_FILE` when that was unreadable, or `default`. */
  readonly source: string;
  readonly help: string;
  readonly isWrong: boolean;
}

/** Every variable with the value and source to show. */
export function describeSettings(raw: RawSettings, problems: readonly Problem[]): ConfigEntry[] {
  return settingNames.map((name) => {
    const { fallback, help } = settings[name];
    const isWrong = problems.some((problem) => problem.name === name);
    const given = raw.values.get(name);
    if (given !== undefined) {
      const value = given.text === null ? '(unreadable)' : showValue(name, given.text);
      return { name, value, source: given.source, help, isWrong };
    }
    const filled = fallback
      .replace('{PORT}', shownText(raw, 'PORT'))
      .replace('{DATA_DIR}', shownText(raw, 'DATA_DIR'));
    return { name, value: filled === '' ? null : filled, source: 'default', help, isWrong };
  });
}

function shownText(raw: RawSettings, name: SettingName): string {
  const text = raw.values.get(name)?.text ?? null;
  return text === null ? settings[name].fallback : showValue(name, text);
}

/** A value on one line, without secrets and without the password inside a URL. */
export function showValue(name: SettingName, text: string): string {
  if (settings[name].isSecret) return '••••••••';
  return text.replaceAll(/\/\/[^/?#@\s]*@/g, '//…@').replaceAll(/\p{Cc}/gu, '\uFFFD');
}
