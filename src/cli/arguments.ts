import { parseArgs } from 'node:util';
import { settingNames } from '../config/env.ts';
import type { SettingName } from '../config/env.ts';
import { nearest } from '../core/nearest.ts';
import type { OptionTable, Signature } from './command.ts';
import { UsageError } from './usage-error.ts';

export interface ParsedArguments {
  /** The text or null of each option with a value, true or false for each flag. */
  readonly values: Readonly<Record<string, string | boolean | null>>;
  readonly operand: string;
}

// No message here repeats a value, because it may be a password given by mistake.

/** Reads the arguments after the name of a command. Throws UsageError. */
export function parseArguments(command: Signature, args: readonly string[]): ParsedArguments {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(command.options).map(([name, { value }]) => [
        name,
        { type: value === null ? ('boolean' as const) : ('string' as const) },
      ]),
    ),
    strict: false,
    tokens: true,
  });
  const given = new Map<string, string | true>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const value = checkOption(command, token);
    if (given.has(token.name)) {
      throw new UsageError(`Option ${token.rawName} is given twice`, 'keep one of them');
    }
    given.set(token.name, value);
  }
  return { values: checkValues(command, given), operand: checkOperands(command, operands) };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function checkOption(command: Signature, token: OptionToken): string | true {
  const { name, rawName, value, inlineValue } = token;
  const option = Object.hasOwn(command.options, name) ? command.options[name] : undefined;
  if (option === undefined) {
    throw new UsageError(`Unknown option ${rawName}`, cureForUnknown(command, name));
  }
  if (option.value === null) {
    if (value === undefined) return true;
    throw new UsageError(`Option ${rawName} takes no value`, `write ${rawName} alone`);
  }
  const isNextOption = value?.startsWith('-') === true && inlineValue !== true;
  if (value === undefined || isNextOption) {
    throw new UsageError(
      `Option ${rawName} needs a value`,
      `write ${rawName}=${option.value}, or ${rawName} ${option.value}`,
    );
  }
  return value;
}

/** Settings that other servers accept as one-letter options. */
const settingsOfLetters: Readonly<Record<string, SettingName>> = { p: 'PORT', d: 'DATA_DIR' };

function cureForUnknown(command: Signature, name: string): string {
  const similar = similarOption(name, command.options);
  if (similar !== null) return `did you mean --${similar}?`;
  if (name === 'v' || name === 'V' || name === 'version') return '"anchor-auth version" shows it';
  const wanted = settingsOfLetters[name] ?? name.toUpperCase().replaceAll('-', '_');
  const setting = settingNames.find((each) => each === wanted);
  return setting === undefined
    ? seeHelp(command)
    : `${setting} is a setting: write ${setting}=… before anchor-auth, or into .env`;
}

function similarOption(name: string, options: OptionTable): string | null {
  const names = Object.keys(options);
  const longer = name.length > 1 && names.find((candidate) => candidate.startsWith(`${name}-`));
  return longer || nearest(name, names, (candidate) => Math.ceil(candidate.length / 4));
}

function checkValues(
  command: Signature,
  given: ReadonlyMap<string, string | true>,
): ParsedArguments['values'] {
  const entries = Object.entries(command.options);
  const missing = entries.filter(([name, option]) => option.isRequired && !given.has(name));
  if (missing.length > 0) {
    const list = missing.map(([name, { value }]) => `--${name} ${value ?? ''}`).join(' and ');
    throw new UsageError(`"${command.name}" needs ${list}`, seeHelp(command));
  }
  return Object.fromEntries(
    entries.map(([name, { value }]) => [name, given.get(name) ?? (value === null ? false : null)]),
  );
}

function checkOperands(command: Signature, operands: readonly string[]): string {
  const { name, operand } = command;
  const [first] = operands;
  if (operands.length > (operand === null ? 0 : 1)) {
    const what = operand === null ? 'no argument' : `one argument, ${operand}`;
    throw new UsageError(`"${name}" takes ${what}; got ${operands.length}`, seeHelp(command));
  }
  // A script with an unset variable passes an empty argument, which as a path would mean the working directory.
  const isBlank = (first ?? '').trim() === '';
  if (operand !== null && isBlank) {
    throw new UsageError(`"${name}" needs ${operand}`, seeHelp(command));
  }
  return first ?? '';
}

function seeHelp({ name }: Signature): string {
  return `see "anchor-auth ${name} --help"`;
}
