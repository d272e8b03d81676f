// Reads the names of tests out of the source of a test file: what stands as text where a test, a group of
// tests or a row of a table is named, never the text of a comment.

// A string, a template, a comment or a regular expression: what may hold brackets and quotes that mean nothing.
const tokens =
  /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*|(?<=[=(,:[!&|?;{}]\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/g;

const declaration = /(?<![.\w])(?:test|describe|scenarios|journeys)\b/g;
const rowName = /\bname:\s*"(\d+)"/g;
// Such as test(row.name, …), and rows of which test.each takes the name by itself.
const usesRowNames = /\b(?:scenarios|journeys)\(|\btest\(\s*(?:\w+\.)?name\b|\[\w+\.name,/;

/** Every name in the order of the file; a name that is put together keeps its `${…}` as written. */
export function testNames(source: string): readonly string[] {
  const texts: string[] = [];
  // Each text becomes its number in quotes, so that brackets can be counted.
  const code = source.replaceAll(tokens, (token) => {
    if (token.startsWith('/')) return ' ';
    texts.push(unquoted(token));
    return `"${texts.length - 1}"`;
  });
  const found = [...code.matchAll(declaration)].flatMap(({ 0: word, index }) =>
    namedAt(code, index + word.length),
  );
  const rows = usesRowNames.test(code) || source.includes('$name') ? code.matchAll(rowName) : [];
  const indexes = [...found, ...[...rows].map(([, index]) => Number(index))];
  return indexes.map((index) => texts[index] ?? '');
}

/** The name behind `test`, `test.each(…)`, `test.skipIf(…)`: the first argument of the last brackets. */
function namedAt(code: string, start: number): readonly number[] {
  let at = start;
  for (;;) {
    const [chain = ''] = /^(?:\.\w+|<[^()]*?>(?=\())*/.exec(code.slice(at, at + 300)) ?? [];
    at += chain.length;
    if (code[at] !== '(') return [];
    const name = /^\(\s*"(\d+)"/.exec(code.slice(at, at + 300))?.[1];
    if (name !== undefined) return [Number(name)];
    at = closingOf(code, at) + 1;
  }
}

function closingOf(code: string, opening: number): number {
  let depth = 0;
  for (let at = opening; at < code.length; at++) {
    if (code[at] === '(') depth++;
    if (code[at] === ')' && --depth === 0) return at;
  }
  return code.length;
}

function unquoted(token: string): string {
  return token.slice(1, -1).replaceAll(/\\(.)/gs, '$1');
}
