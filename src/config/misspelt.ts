import { nearest } from '../core/nearest.ts';
import { registry } from '../core/providers/registry.ts';
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
const ownPrefix = new RegExp(
  `^(?:OIDC_|(?:${registry.map(({ prefix }) => prefix).join('|')})_CLIENT_?|JWT_SECRET|TRUSTED_PROX)`,
);

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
  // Only secrets are read from files; PORT_FILE and other short names may belong to another program.
  const bare = name.replace(/_FILE$/, '');
  if (bare !== name && bare.includes('_') && known.has(bare)) return bare;
  // Short names have too many unrelated neighbours: HOST and HOME, PORT and POST.
  const candidates = [...known].filter((candidate) => !isOfAnotherProvider(candidate, name));
  return nearest(name, candidates, (candidate) => Math.min(Math.floor(candidate.length / 6), 3));
}

/** GITLAB_API_URL is two letters away from GITHUB_API_URL, and another provider's. */
function isOfAnotherProvider(candidate: string, name: string): boolean {
  const own = registry.find(({ prefix }) => name.startsWith(`${prefix}_`));
  return own !== undefined && !candidate.startsWith(`${own.prefix}_`);
}

function relative(name: string, prefix: string): string | null {
  const relatives = [...known].filter((candidate) => candidate.startsWith(prefix));
  const longer = relatives.find((candidate) => candidate.startsWith(name));
  const words = name.split('_');
  // OIDC_SECRET lacks a word of OIDC_CLIENT_SECRET, although OIDC_SCOPES has fewer other letters.
  const whole = relatives.find((candidate) => isIn(words, candidate.split('_')));
  return (
    longer ?? whole ?? nearest(name, relatives, (candidate) => Math.floor(candidate.length * 0.4))
  );
}

function isIn(words: readonly string[], others: readonly string[]): boolean {
  return words.every((word) => others.includes(word));
}
