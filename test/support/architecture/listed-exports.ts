import { posix } from 'node:path';
import type { SourceFile } from './source-tree.ts';

/** The functions that a feature exports under a name, and the file that lists them all. */
const lists: Readonly<Record<string, string>> = {
  // What a user loses when the account is secured.
  forget: 'src/services-accounts.ts',
  // What a backup does not contain.
  forgetAll: 'src/features/maintenance/copy/service.ts',
  // What the cleanup deletes.
  expire: 'src/services-maintenance.ts',
};

const service = /^src\/features\/.+\/service\.ts$/;

/** Every feature that exports such a function stands in its list, so that none is left out. */
export function listViolations(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => service.test(path))
    .flatMap(({ path, text }) =>
      Object.entries(lists).flatMap(([name, list]) => {
        if (!exports(text, name)) return [];
        const holder = files.find((file) => file.path === list);
        const isListed = holder !== undefined && listed(holder, name).includes(path);
        return isListed ? [] : [`${path} exports ${name}, which is not in the list of ${list}`];
      }),
    );
}

function exports(text: string, name: string): boolean {
  return new RegExp(
    `\\bexport (?:(?:async )?function ${name}\\b|const ${name}\\b|\\{[^}]*\\bas ${name}\\b|\\{[^}]*[{,]\\s*${name}\\s*[,}])`,
  ).test(text);
}

/** The files whose function of this name stands in an array of the file. */
function listed({ path, text }: SourceFile, name: string): readonly string[] {
  const imports = text.matchAll(/import \{([^}]*)\} from '([^']+)';/g);
  return [...imports].flatMap(([, names = '', from = '']) => {
    const alias = new RegExp(`\\b${name} as (\\w+)`).exec(names)?.[1];
    const isInArray = alias !== undefined && new RegExp(`\\[[^\\]]*\\b${alias}\\b`).test(text);
    return isInArray ? [posix.join(posix.dirname(path), from)] : [];
  });
}
