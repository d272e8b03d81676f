import { codeOf, type SourceFile } from './source-tree.ts';

const builders = /^src\/services(?:-[\w-]+)?\.ts$/;
const service = /^src\/features\/.+\/service\.ts$/;

/** A service gets the parts it uses, each by its name: no bag of parts, no whole settings, no secret of others. */
export function partViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    if (builders.test(file.path)) return givenProblems(file);
    return service.test(file.path) ? takenProblems(file) : [];
  });
}

const construction = /\bnew (\w+)\(/g;
/** As a name or as a value: all settings, or what only access tokens and derived keys are made with. */
const derivation = /\bderiveKey\([^()]*\)/g;
const tooMuch = /\b(?:jwtSecret\w*|secret|config|tokens|policy)(?=\s*[,:}])/;

function givenProblems(file: SourceFile): readonly string[] {
  const code = codeOf(file);
  return [...code.matchAll(construction)].flatMap(({ 0: { length }, 1: name = '', index }) => {
    const given = argumentsAt(code, index + length);
    if (given === '') return [];
    if (!given.startsWith('{') || given.includes('...')) {
      return [`${file.path} gives ${name} a bag: name each part`];
    }
    const found = tooMuch.exec(given.replaceAll(derivation, ''))?.[0];
    return found === undefined ? [] : [`${file.path} gives ${name} ${found}: give what it uses`];
  });
}

/** What stands between a parenthesis that was opened before `start` and the one that closes it. */
function argumentsAt(code: string, start: number): string {
  let depth = 1;
  let end = start;
  while (depth > 0 && end < code.length) {
    if (code[end] === '(') depth += 1;
    if (code[end] === ')') depth -= 1;
    end += 1;
  }
  return code.slice(start, end - 1).trim();
}

const partsInterface = /interface (\w+Dependencies) \{\n([\s\S]*?)\n\}/g;
const member = /^ {2}readonly (\w+):\s([^;]+);/gm;
const wholeConfig = /(?<!Pick<)\bConfig\b(?!\[)/;
const secretOfOthers = /^(?:jwtSecret\w*|secret)$/;
const withSecret =
  /\bConfig\['(?:tokens|policy)'\](?=$|\s*[|&;])|Pick<Config, [^>]*'(?:tokens|policy)'/;

function takenProblems({ path, text }: SourceFile): readonly string[] {
  const bag = /#the\b/.test(text) ? ['keeps its parts in a bag: name each field'] : [];
  const parts = [...text.matchAll(partsInterface)].flatMap(([, type = '', members = '']) => {
    // The compiler finds a field or a local that is never read, but not a part that is never taken.
    const taken = new RegExp(`\\(\\{([^{}]*)\\}: ${type}\\b`).exec(text)?.[1] ?? '';
    return [...members.matchAll(member)].flatMap(([, name = '', of = '']) => {
      if (wholeConfig.test(of) || withSecret.test(of) || secretOfOthers.test(name)) {
        return [`asks for ${name}: ask for what is used of it`];
      }
      const isTaken = new RegExp(`\\b${name}\\b`).test(taken);
      return isTaken ? [] : [`asks for ${name} and never uses it`];
    });
  });
  return [...bag, ...parts].map((problem) => `${path} ${problem}`);
}
