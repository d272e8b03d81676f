import { nearest } from '../core/nearest.ts';
import { settingNames, settings } from './env.ts';

/** One sentence for each name that is not a setting but looks like a misspelt one. */
export function misspeltNames(names: Iterable<string>): string[] {
  return [...names].filter((name) => !known.has(name) && !foreign.has(name)).flatMap(describe);
}

const known: ReadonlySet<string> = new Set(
  settingNames.flatMap((name) => (settings[name].isSecret ? [name, `${name}_FILE`] : [name])),
);

/** Names that are one letter away from a setting but commonly mean something else. */
const foreign: ReadonlySet<string> = new Set(['API_URL']);

/** Other programs do not use these prefixes, so such a name is reported however far it is from a setting. */
const ownPrefix = /^(?:OIDC_|(?:GITHUB|GOOGLE|MICROSOFT)_CLIENT_?|JWT_SECRET|TRUSTED_PROX)/;

function describe(name: string): string[] {
  if (!/^\w[\w.-]{0,63}$/.test(name)) return [];
  const upper = name.toUpperCase();
  const prefix = ownPrefix.exec(upper)?.[0];
  const suggestion = prefix === undefined ? neighbour(upper) : relative(upper, prefix);
  if (suggestion !== null) return [`${name} is not a setting; did you mean ${suggestion}?`];
  return prefix === undefined
    ? []
    : [`${name} is not a setting; "config check" lists all there are`];
}

function neighbour(name: string): string | null {
  // Short names have too many unrelated neighbours: HOST and HOME, PORT and POST.
  return nearest(name, known, (candidate) => Math.min(Math.floor(candidate.length / 6), 3));
}

function relative(name: string, prefix: string): string | null {
  const relatives = [...known].filter((candidate) => candidate.startsWith(prefix));
  const longer = relatives.find((candidate) => candidate.startsWith(name));
  return longer ?? nearest(name, relatives, (candidate) => Math.floor(candidate.length * 0.4));
}
