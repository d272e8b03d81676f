import { type Config, ConfigError, loadConfig } from '../config/config.ts';
import type { ConfigSources } from '../config/env.ts';
import type { ConfigEntry, ConfigReport } from '../config/report.ts';
import { StartupError } from '../core/startup-error.ts';
import { moved, movedTo } from '../io/moved-file.ts';
import { defineCommand } from './command.ts';
import { effectiveSettings } from './effective-settings.ts';
import { loadLogos } from '../web/logos.ts';
import { mailWarningsIn } from './mail-warnings.ts';
import type { Output } from './output.ts';

export const configCheckCommand = defineCommand({
  name: 'config check',
  summary: 'shows all settings and their problems',
  operand: null,
  options: {},
  notes: [],
  run: (_, shell) => configCheck(shell.sources, shell),
});

/**
 * `config check`: shows every setting, its source and its problems. Exit code 0 when the server would start, else
 * 1.
 */
export async function configCheck(sources: ConfigSources, output: Output): Promise<number> {
  const { report, problems } = await inspect(sources);
  output.out(report.envFile === null ? 'No .env file was read.' : `Read ${report.envFile}`);
  output.out('');
  writeTable(report.entries, output);
  output.out('');
  writeSection('problem', problems, output);
  writeSection('warning', report.warnings, output);
  if (problems.length > 0) {
    writeMeanings(report.entries, output);
    return 1;
  }
  output.out('The configuration is good.');
  return 0;
}

interface Inspection {
  readonly report: ConfigReport;
  readonly problems: readonly string[];
}

async function inspect(sources: ConfigSources): Promise<Inspection> {
  try {
    const loaded = loadConfig(sources);
    const { entries, problem } = await effectiveSettings(loaded);
    // What the panel says is unknown when it could not be read.
    const others = problem === null ? mailWarningsIn(entries) : [problem];
    const warnings = [...loaded.warnings, ...others];
    return { report: { ...loaded, entries, warnings }, problems: await problemsOf(loaded.config) };
  } catch (error) {
    if (error instanceof ConfigError) return { report: error, problems: error.problems };
    throw error;
  }
}

/** What keeps a server with sound settings from starting. */
async function problemsOf({ storage, brand }: Config): Promise<readonly string[]> {
  const place = storage.kind === 'sqlite' ? movedTo(storage.dataDir) : null;
  const refusals = [place === null ? null : moved(place), await logoRefusal(brand)];
  return refusals.flatMap((refusal) =>
    refusal === null ? [] : [`${refusal.message}; ${refusal.cure}`],
  );
}

async function logoRefusal(brand: Config['brand']): Promise<StartupError | null> {
  try {
    await loadLogos(brand);
    return null;
  } catch (error) {
    if (error instanceof StartupError) return error;
    throw error;
  }
}

const maxValueWidth = 36;

function writeTable(entries: readonly ConfigEntry[], output: Output): void {
  const nameWidth = Math.max(...entries.map((entry) => entry.name.length));
  const longestValue = Math.max(...entries.map((entry) => textOf(entry).length));
  const valueWidth = Math.min(longestValue, maxValueWidth);
  const row = (mark: string, name: string, rest: readonly [string, string]) =>
    `${mark} ${name.padEnd(nameWidth)}  ${rest[0].padEnd(valueWidth)}  ${rest[1]}`.trimEnd();

  output.out(row(' ', 'SETTING', ['VALUE', 'SOURCE']));
  for (const entry of entries) {
    const [first = '', ...others] = cut(textOf(entry), valueWidth);
    output.out(row(entry.isWrong ? '!' : ' ', entry.name, [first, entry.source]));
    for (const part of others) output.out(row(' ', '', [part, '']));
  }
}

function textOf(entry: ConfigEntry): string {
  return entry.value ?? '(unset)';
}

/**
 * Long values are continued on the next line, after a comma or space where possible, because they must be readable
 * in full.
 */
function cut(text: string, width: number): string[] {
  const pieces = new RegExp(`.{1,${width}}$|.{1,${width - 1}}[,\\s]|.{1,${width}}`, 'g');
  return (text.match(pieces) ?? []).map((piece) => piece.trim());
}

function writeSection(noun: string, sentences: readonly string[], output: Output): void {
  if (sentences.length === 0) return;
  output.err(`${sentences.length} ${noun}${sentences.length === 1 ? '' : 's'}:`);
  for (const sentence of sentences) output.err(`  ${sentence}`);
  output.err('');
}

function writeMeanings(entries: readonly ConfigEntry[], output: Output): void {
  const wrong = entries.filter((entry) => entry.isWrong);
  if (wrong.length > 0) output.err('What these are for:');
  for (const { name, help } of wrong) output.err(`  ${name}: ${help}`);
}
