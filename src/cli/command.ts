import { parseArguments } from './arguments.ts';
import type { Shell } from './shell.ts';

/** One option of a command. */
interface Option {
  /** What its value is called; null for a flag, which has none. */
  readonly value: string | null;
  readonly isRequired: boolean;
  readonly help: string;
}

export type OptionTable = Readonly<Record<string, Option>>;

/** What a command says of itself. */
export interface Signature {
  /** One or two words. */
  readonly name: string;
  /** One line for the overview. */
  readonly summary: string;
  /** What its one argument without a name is called; null when it takes none. */
  readonly operand: string | null;
  readonly options: OptionTable;
  /** What else is good to know, line by line. */
  readonly notes: readonly string[];
}

export interface Command extends Signature {
  /** Does it; resolves with the exit code. Throws UsageError for arguments it does not take. */
  execute(args: readonly string[], shell: Shell): Promise<number>;
}

interface Given<Options extends OptionTable> {
  readonly options: { readonly [Name in keyof Options]: ValueOf<Options[Name]> };
  /** The argument without a name; empty when the command takes none. */
  readonly operand: string;
}

type ValueOf<Each extends Option> = Each['value'] extends null
  ? boolean
  : Each['isRequired'] extends true
    ? string
    : string | null;

interface Definition<Options extends OptionTable> extends Signature {
  readonly options: Options;
  readonly run: (given: Given<Options>, shell: Shell) => number | Promise<number>;
}

/** Ties the options a command names to the values it gets. */
export function defineCommand<const Options extends OptionTable>(
  definition: Definition<Options>,
): Command {
  const { run, ...signature } = definition;
  return {
    ...signature,
    async execute(args, shell) {
      const { values, operand } = parseArguments(signature, args);
      // The parser gave each option of the table its kind of value; a loop cannot show that to the compiler.
      const options = values as Given<Options>['options'];
      return run({ options, operand }, shell);
    },
  };
}

export function flag(help: string) {
  return { value: null, isRequired: false, help } as const;
}

/** An option without which the command cannot do its work. */
export function required<const Value extends string>(value: Value, help: string) {
  return { value, isRequired: true, help } as const;
}
