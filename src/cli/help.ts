import { version } from '../version.ts';
import type { Command, OptionTable } from './command.ts';
import type { Output } from './output.ts';

/** The overview of all commands. */
export function writeOverview(commands: readonly Command[], output: Output): number {
  output.out(`anchor-auth ${version}: a self-hosted sign-in server`);
  output.out('');
  output.out('Usage: anchor-auth [COMMAND] [OPTIONS]');
  output.out('');
  writeCommands(commands, output);
  output.out('');
  output.out('"anchor-auth help COMMAND" shows more. Settings are environment variables or');
  output.out('lines of a .env file: "anchor-auth config check" lists them all.');
  return 0;
}

/** The commands that share a first word. */
export function writeGroupHelp(
  group: string,
  commands: readonly Command[],
  output: Output,
): number {
  output.out(`Usage: anchor-auth ${group} COMMAND [OPTIONS]`);
  output.out('');
  writeCommands(commands, output);
  return 0;
}

/** One command with all its options. */
export function writeCommandHelp(command: Command, output: Output): number {
  output.out(`Usage: ${usageOf(command)}`);
  output.out('');
  output.out(`"${command.name}" ${command.summary}.`);
  for (const note of command.notes) output.out(note);
  const options = Object.entries(command.options);
  if (options.length > 0) {
    output.out('');
    output.out('Options:');
    writeColumns(
      options.map(([name, option]) => [optionText(name, option), option.help]),
      output,
    );
  }
  return 0;
}

function usageOf({ name, operand, options }: Command): string {
  const entries = Object.entries(options);
  const required = entries
    .filter(([, option]) => option.isRequired)
    .map(([optionName, option]) => optionText(optionName, option));
  const rest = entries.length > required.length ? ['[OPTIONS]'] : [];
  const operands = operand === null ? [] : [operand];
  return ['anchor-auth', name, ...operands, ...required, ...rest].join(' ');
}

function optionText(name: string, { value }: OptionTable[string]): string {
  return value === null ? `--${name}` : `--${name} ${value}`;
}

function writeCommands(commands: readonly Command[], output: Output): void {
  output.out('Commands:');
  writeColumns(
    commands.map(({ name, operand, summary }) => [
      operand === null ? name : `${name} ${operand}`,
      summary,
    ]),
    output,
  );
}

function writeColumns(rows: readonly (readonly [string, string])[], output: Output): void {
  const width = Math.max(...rows.map(([left]) => left.length));
  for (const [left, right] of rows) output.out(`  ${left.padEnd(width)}  ${right}`);
}
