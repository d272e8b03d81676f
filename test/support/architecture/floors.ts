import { importsOf, type SourceFile } from './source-tree.ts';

/** From the ground up: a file imports from its own room and from rooms before it. */
const floors = [
  'version',
  'core',
  'config',
  'db',
  'io',
  'openid',
  'http',
  'features',
  'web',
  'instance',
  'services-accounts',
  'services-federation',
  'services',
  'api',
  'app',
  'cli',
  'main',
] as const;

type Floor = (typeof floors)[number];

/**
 * The features in the order in which they may know each other, with the parts of a feature that has several
 * subjects. Health is last: it may ask any other, and no other needs it.
 */
const features = [
  'audit',
  'settings',
  'providers',
  'users',
  'passwords',
  'sessions',
  'sessions/expiry',
  'sessions/list',
  'sessions/reauthentication',
  'sessions/rotation',
  'sessions/start',
  'api-tokens',
  'local-login',
  'account',
  'account/picture',
  'federation/refusals',
  'federation/identities',
  'federation/details',
  'federation/arrival',
  'federation/linking',
  'federation/login-codes',
  'federation/picture',
  'federation/flow-store',
  'federation/sign-in',
  'federation/oidc',
  'federation/social',
  'compat-api',
  'admin/users',
  'admin/waiting',
  'admin/password-resets',
  'admin/settings',
  'admin/providers',
  'maintenance/cleanup',
  'maintenance/backup',
  'maintenance/restore',
  'health',
] as const;

/** What a feature is made of, in the order in which the files may know each other. */
const parts = ['schema', 'rules', 'queries', 'service', 'routes'] as const;

/** The files a feature shows to the features after it. */
const shownParts: ReadonlySet<string> = new Set(['schema', 'rules', 'service']);

export function floorViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const own = floorOf(file.path);
    if (own === null) {
      return [`${file.path} is in no room: move it into one of ${floors.slice(1, -7).join(', ')}`];
    }
    return importsOf(file).flatMap(({ specifier, target }) => {
      if (target === null || target === 'package.json') return [];
      const other = floorOf(target);
      if (other !== null && floors.indexOf(other) <= floors.indexOf(own)) return [];
      return [
        `${file.path} imports ${specifier}: ${own} stands below ${other ?? 'nothing there'}; move what both need down, or pass it in as a value`,
      ];
    });
  });
}

function floorOf(path: string): Floor | null {
  const room = /^src\/([\w-]+)(?:\/|\.ts$)/.exec(path)?.[1];
  return floors.find((floor) => floor === room) ?? null;
}

export function featureViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const place = placeOf(file.path);
    if (place === null) return [];
    return [
      ...shapeViolations(file.path, place),
      ...importsOf(file).flatMap(({ specifier, target }) => {
        const other = target === null ? null : placeOf(target);
        const problem = other === null ? null : importProblem(place, other);
        return problem === null ? [] : [`${file.path} imports ${specifier}: ${problem}`];
      }),
    ];
  });
}

interface Place {
  readonly feature: string;
  readonly part: string;
}

function placeOf(path: string): Place | null {
  const [, name, rest] = /^src\/features\/([\w-]+)\/([\w/-]+)\.ts$/.exec(path) ?? [];
  if (name === undefined || rest === undefined) return null;
  const [first = '', ...others] = rest.split('/');
  const inner = `${name}/${first}`;
  if (others.length > 0 && rankIn(features, inner) >= 0) {
    return { feature: inner, part: others.join('/') };
  }
  return { feature: name, part: rest };
}

function shapeViolations(path: string, { feature, part }: Place): readonly string[] {
  if (rankIn(features, feature) < 0) {
    return [`${path}: nobody knows the feature ${feature}; give it its place in the order`];
  }
  if (rankIn(parts, part) >= 0) return [];
  return [
    `${path}: a feature has schema, rules, queries, service and routes; put this into one of them, or into a layer below`,
  ];
}

function importProblem(own: Place, other: Place): string | null {
  if (own.feature === other.feature) return partProblem(own.part, other.part);
  const isBefore = rankIn(features, other.feature) < rankIn(features, own.feature);
  if (!isBefore) return `${other.feature} comes after ${own.feature}; let the later one call`;
  if (shownParts.has(other.part)) return null;
  return `${other.feature} shows its schema, rules and service only; ask the service`;
}

/** Inside a feature a request goes one way: routes, service, queries. */
function partProblem(own: string, other: string): string | null {
  if (own === 'routes' && other === 'queries') return 'routes ask the service, never the database';
  const [from, to] = [rankIn(parts, own), rankIn(parts, other)];
  return from < 0 || to < 0 || to < from ? null : `${other} stands above ${own}; turn it round`;
}

function rankIn(order: readonly string[], name: string): number {
  return order.indexOf(name);
}
