// Writes src/web/pages/styles/pico.css: Pico without the rules that no page can use, because browsers load it first.
// After a change of the pages or of Pico:
//   bun scripts/pico.ts
import { join } from 'node:path';

const root = join(import.meta.dir, '..');
const packaged = join(root, 'node_modules/@picocss/pico/css/pico.min.css');
const written = join(root, 'src/web/pages/styles/pico.css');

/** The text of the file as it should be now. */
export async function usedStyles(): Promise<string> {
  const css = await Bun.file(packaged).text();
  const licence = /\/\*!.*?\*\//s.exec(css)?.[0] ?? '';
  const rules = css.replace(/@charset[^;]*;/, '').replace(licence, '');
  const kept = new Filter(await pageSources()).rulesIn(rules);
  return formatted(`${licence}\n${withoutUnusedProperties(kept, await ownStyles())}\n`);
}

/** As `bun fmt` writes it. */
async function formatted(css: string): Promise<string> {
  const child = Bun.spawn([process.execPath, 'fmt', `--stdin-filepath=${written}`], {
    cwd: root,
    stdin: new Blob([css]),
  });
  const text = await child.stdout.text();
  if ((await child.exited) !== 0) throw new Error('bun fmt could not read the stylesheet');
  return text;
}

/** Drops custom properties that nothing reads, and those that only they read. */
function withoutUnusedProperties(css: string, others: string): string {
  const text = css + others;
  const read = new Set([...text.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
  const shorter = css.replaceAll(
    /(?<=[{;])(--[\w-]+):(?:"[^"]*"|[^;}"])*(?:;|(?=\}))/g,
    (declaration, name: string) => (read.has(name) ? declaration : ''),
  );
  const whole = shorter.replaceAll(/(?<=^|[{}])[^{}]+\{\}/g, '');
  return whole === css ? css : withoutUnusedProperties(whole, others);
}

async function ownStyles(): Promise<string> {
  const files = [...new Bun.Glob('src/web/**/*.css').scanSync(root)].filter(
    (file) => !file.endsWith('/pico.css'),
  );
  const texts = await Promise.all(files.map((file) => Bun.file(join(root, file)).text()));
  return texts.join('\n');
}

async function pageSources(): Promise<string> {
  const files = [...new Bun.Glob('src/web/**/*.{ts,tsx,html}').scanSync(root)].toSorted();
  const texts = await Promise.all(files.map((file) => Bun.file(join(root, file)).text()));
  return texts.join('\n');
}

/** Keeps the rules whose elements, classes and attributes are named somewhere in the source of the pages. */
class Filter {
  readonly #source: string;
  readonly #known = new Map<string, boolean>();

  constructor(source: string) {
    this.#source = source;
  }

  rulesIn(css: string): string {
    let kept = '';
    for (let at = 0; at < css.length;) {
      const open = css.indexOf('{', at);
      if (open === -1) return kept;
      const end = endOfBlock(css, open);
      kept += this.#rule(css.slice(at, open).trim(), css.slice(open + 1, end));
      at = end + 1;
    }
    return kept;
  }

  #rule(head: string, body: string): string {
    if (/^@(?:media|supports)/.test(head)) {
      const inner = this.rulesIn(body);
      return inner === '' ? '' : `${head}{${inner}}`;
    }
    if (head.startsWith('@')) return `${head}{${body}}`;
    const selectors = selectorsIn(head).filter((selector) => this.#isUsed(selector));
    return selectors.length === 0 ? '' : `${selectors.join(',')}{${body}}`;
  }

  /** What `:not()`, `:is()`, `:where()` and `:has()` ask for is not looked at: such a rule is kept. */
  #isUsed(selector: string): boolean {
    const asked = withoutNested(selector);
    const attributes = [...asked.matchAll(/\[([\w-]+)(?:=["']?([\w-]+)["']?)?[^\]]*\]/g)];
    const plain = asked.replaceAll(/\[[^\]]*\]/g, '');
    const classes = [...plain.matchAll(/\.([\w-]+)/g)];
    const elements = [...plain.matchAll(/(?:^|[\s>+~])([a-z]\w*)/g)];
    return (
      attributes.every(([, name = '', value]) => this.#names(name) && this.#names(value)) &&
      classes.every(([, name]) => this.#names(name)) &&
      elements.every(([, name = '']) => this.#makes(name))
    );
  }

  #names(word = ''): boolean {
    return word === '' || this.#has(String.raw`(?<![\w-])${word}(?![\w-])`);
  }

  #makes(element: string): boolean {
    if (element === 'html' || element === 'body') return true;
    return this.#has(String.raw`<${element}[\s>/]|'${element}'`);
  }

  #has(pattern: string): boolean {
    const known = this.#known.get(pattern) ?? new RegExp(pattern).test(this.#source);
    this.#known.set(pattern, known);
    return known;
  }
}

/** Where the block ends that opens at a brace. */
function endOfBlock(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at++) {
    if (css[at] === '{') depth += 1;
    if (css[at] === '}' && --depth === 0) return at;
  }
  throw new Error('A block of the stylesheet has no end');
}

function selectorsIn(head: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (const [at, character] of head.split('').entries()) {
    if (character === '(' || character === '[') depth += 1;
    if (character === ')' || character === ']') depth -= 1;
    if (character !== ',' || depth > 0) continue;
    parts.push(head.slice(from, at));
    from = at + 1;
  }
  return [...parts, head.slice(from)].map((part) => part.trim());
}

function withoutNested(selector: string): string {
  let text = selector;
  for (;;) {
    const shorter = text.replaceAll(/:(?:not|is|where|has)\([^()]*\)|\((?!.*:)[^()]*\)/g, '');
    if (shorter === text) return text;
    text = shorter;
  }
}

if (import.meta.main) await Bun.write(written, await usedStyles());
