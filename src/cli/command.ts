import { type ParsedArguments, parseArguments } from './arguments.ts';
import type { Shell } from './shell.ts';

/** One option of a command. */
interface Option {
  /** The name of its value; null for a flag. */
  readonly value: string | null;
  readonly isRequired: boolean;
  readonly help: string;
}

export type OptionTable = Readonly<Record<string, Option>>;

/** The description of a command. */
export interface Signature {
  /** One or two words. */
  readonly name: string;
  /** One line for the overview. */
  readonly summary: string;
  /** The name of its argument; null when it takes none. */
  readonly operand: string | null;
  readonly options: OptionTable;
  /** Further help, line by line. */
  readonly notes: readonly string[];
}

export interface Command extends Signature {
  /** Runs the command; resolves with the exit code. Throws UsageError for invalid arguments. */
  execute(args: readonly string[], shell: Shell): Promise<number>;
}

interface Given<Options extends OptionTable> {
  readonly options: { readonly [Name in keyof Options]: ValueOf<Options[Name]> };
  /** The argument; empty when the command takes none. */
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

/** Defines a command whose `run` receives typed options. */
export function defineCommand<const Options extends OptionTable>(
  definition: Definition<Options>,
): Command {
  const { run, ...signature } = definition;
  return {
    ...signature,
    async execute(args, shell) {
      const { values, operand } = parseArguments(signature, args);
      if (!fits(signature.options, values))
        throw new Error(`"${signature.name}" misread its options`);
      return run({ options: values, operand }, shell);
    },
  };
}

/** Whether each option has the type of value that the table says, as the parser gives it. */
function fits<Options extends OptionTable>(
  table: Options,
  values: ParsedArguments['values'],
): values is Given<Options>['options'] {
  return Object.entries(table).every(([name, { value, isRequired }]) => {
    const given = values[name];
    if (value === null) return typeof given === 'boolean';
    return typeof given === 'string' || (given === null && !isRequired);
  });
}

/** An option without a value. */
export function flag(help: string) {
  return { value: null, isRequired: false, help } as const;
}

/** An option that must be given. */
export function required<const Value extends string>(value: Value, help: string) {
  return { value, isRequired: true, help } as const;
}

/** An option that may be left out. */
export function optional<const Value extends string>(value: Value, help: string) {
  return { value, isRequired: false, help } as const;
}
