import { join } from 'node:path';
import { methodsOf, queryTypes } from './methods.ts';
import { type Described, operationsOf } from './operations.ts';
import { nameOf, typesOf } from './types.ts';

/** The API document, as far as the client needs it. */
export interface ApiDocument extends Described {
  readonly info: { readonly version: string };
  readonly tags: readonly { readonly name: string }[];
}

/** Wider than the project's own lines, because the file is also weighed. */
const width = 110;

const runtime = ['options', 'errors', 'requests', 'connection', 'platform'] as const;

/** What the files of the runtime share, and the client does not export. */
const inner = ['class Connection', 'interface CallParts'];

/** The text of the typed client: the runtime, and what the API document says. */
export async function clientFile(document: ApiDocument): Promise<string> {
  const operations = operationsOf(document);
  const texts = await Promise.all(runtime.map((name) => runtimePart(name)));
  const tags = document.tags.map(({ name }) => name);
  refuseNamesakes(texts.join('\n'), Object.keys(document.components.schemas));
  return await formatted(
    [
      introduction(document.info.version),
      ...texts,
      '/** The client: one method for each operation of the server, named like its operation id. */',
      `export class AnchorAuth extends Connection {\n${methodsOf(operations, tags)}}\n`,
      typesOf(document.components.schemas),
      queryTypes(operations),
    ].join('\n'),
  );
}

/** What the runtime takes from the document; its other names are its own, or those of the language. */
const taken: ReadonlySet<string> = new Set(['ErrorBody', 'LogoutAnswer']);

/** Two interfaces of one name would become one, and a type would hide one of the language. */
function refuseNamesakes(code: string, names: readonly string[]): void {
  const words = new Set(
    code.replaceAll(/\/\*.*?\*\/|\/\/[^\n]*|'[^'\n]*'/gs, '').match(/\b[A-Z]\w*/g),
  );
  const namesake = names.map(nameOf).find((name) => words.has(name) && !taken.has(name));
  if (namesake !== undefined) throw new Error(`The runtime of the client has a ${namesake} too`);
}

function introduction(version: string): string {
  return `// The typed client of Anchor Auth ${version}, for browsers, Node, Bun and React Native, without dependencies.
// It is made from the API document of the server. Please do not change it: take it again after an upgrade.
// SPDX-License-Identifier: MIT
/* eslint-disable */
`;
}

async function runtimePart(name: string): Promise<string> {
  const text = await Bun.file(join(import.meta.dir, 'runtime', `${name}.ts`)).text();
  const own = text.replaceAll(/^import [^;]+;\n|^ *\/\/ oxlint-.*\n/gm, '');
  const hidden = own.replaceAll(/^export (?=(?:async )?function |const )/gm, '');
  return inner.reduce((part, each) => part.replace(`export ${each}`, each), hidden);
}

/** The text as the formatter writes it, but long unions as paragraphs and not one member a line. */
async function formatted(text: string): Promise<string> {
  const command = [process.execPath, 'fmt', `--print-width=${width}`, '--stdin-filepath=client.ts'];
  const formatter = Bun.spawn(command, {
    cwd: join(import.meta.dir, '../..'),
    stdin: new Blob([text]),
    stderr: 'inherit',
  });
  const out = await new Response(formatter.stdout).text();
  if ((await formatter.exited) !== 0) throw new Error('The client could not be formatted');
  return out.replaceAll(/(?:\n +\| '\w+'){4,}/g, filled);
}

function filled(lines: string): string {
  const indentation = /^\n +/.exec(lines)?.[0] ?? '';
  const rows: string[] = [];
  for (const member of lines.split(/\s+\| /).slice(1)) {
    const longer = `${rows.at(-1)} | ${member}`;
    if (rows.length > 0 && longer.length + indentation.length <= width)
      rows[rows.length - 1] = longer;
    else rows.push(member);
  }
  return rows.map((row) => `${indentation}| ${row}`).join('');
}
