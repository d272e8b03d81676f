// The code of the handbook, which the tests run as it stands there.
import { join } from 'node:path';
import { projectRoot } from '../process.ts';

const handbook = join(projectRoot, 'src/web/handbook');

interface Block {
  readonly language: string;
  readonly text: string;
}

/** The blocks of code of a Markdown file, in their order. */
export async function blocksOf(path: string): Promise<readonly Block[]> {
  const page = await Bun.file(path).text();
  return [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
}

const blocks = await blocksOf(join(handbook, 'verify-tokens.md'));

/** The example whose first line says that it is this file. */
export function exampleCode(file: string): string {
  return only(blocks.filter(({ text }) => fileOf(text) === file));
}

/** The only example in a language that allows no comment in its first line. */
export function exampleIn(language: string): string {
  return only(blocks.filter((each) => each.language === language));
}

/** What the first line of an example says after the name of the file: the commands that install and start it. */
export function commandsOf(file: string): string {
  return /: (.+)/.exec(exampleCode(file).split('\n')[0] ?? '')?.[1] ?? '';
}

function fileOf(text: string): string | undefined {
  return /^(?:\/\/|#|--) ([\w.-]+\.\w+)/.exec(text)?.[1];
}

function only(found: readonly Block[]): string {
  const [block, ...others] = found;
  if (block === undefined || others.length > 0)
    throw new Error(`The page has ${found.length} such blocks`);
  return block.text;
}
