import { importsOf, type SourceFile } from './source-tree.ts';

/** The layers from the lowest up: a file imports only from its own layer and from layers before it. */
const layers = [
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
  'services-keys',
  'services-tokens',
  'services-entrance',
  'services-accounts',
  'services-ground',
  'services-links',
  'services-administration',
  'services-federation',
  'services-link-requests',
  'services-messages',
  'services-maintenance',
  'services',
  'api',
  'app',
  'cli',
  'main',
] as const;

type Layer = (typeof layers)[number];

/**
 * The features in the order in which they may import each other, with the parts of a feature that has several
 * subjects. Health is last: it may import any other feature, and no other feature needs it.
 */
const features = [
  'audit',
  'settings',
  'settings/fingerprints',
  'settings/checklist',
  'settings/moved',
  'settings/token-algorithm',
  'maintenance/leases',
  'outbox',
  'outbox/attempts',
  'outbox/sender',
  'mail',
  'mail/settings',
  'mail/delivery',
  'mail/channel',
  'providers/options',
  'providers',
  'groups',
  'groups/provider-memberships',
  'users',
  'outbox/webhooks',
  'outbox/webhook-channel',
  'passwords/failures',
  'passwords',
  'signing-keys',
  'signing-keys/rotation',
  'signing-keys/publication',
  'sessions/provider-sign-out',
  'sessions',
  'sessions/app-tokens',
  'sessions/at-provider',
  'sessions/expiry',
  'sessions/list',
  'sessions/reauthentication',
  'sessions/rotation',
  'sessions/start',
  'api-tokens/uses',
  'api-tokens',
  'api-tokens/named',
  'links/invitations',
  'mail/notices',
  'links',
  'links/owners',
  'links/verification',
  'local-login/pending',
  'local-login/joining',
  'local-login',
  'account',
  'account/picture-store',
  'account/picture',
  'federation/refusals',
  'federation/identities',
  'federation/account-security',
  'links/password-reset',
  'links/forgot-password',
  'links/email-change',
  'federation/provider-moves',
  'federation/moved-identities',
  'federation/details',
  'federation/claimed-groups',
  'federation/newcomers',
  'federation/link-tickets',
  'federation/arrival',
  'federation/linking',
  'federation/link-requests',
  'federation/link-confirmation',
  'federation/logout-tokens',
  'federation/login-codes',
  'federation/picture',
  'federation/flow-store',
  'federation/landing',
  'federation/form-post',
  'federation/sign-in-test',
  'federation/sign-in',
  'federation/sign-in-page',
  'federation/used-id-tokens',
  'federation/oidc',
  'federation/provider-logout',
  'federation/unproven-tokens',
  'federation/social',
  'compat-api',
  'admin/administrators',
  'admin/users',
  'admin/selection',
  'admin/api-tokens',
  'admin/groups',
  'admin/memberships',
  'admin/invitations',
  'admin/signing-keys',
  'admin/outbox',
  'admin/waiting',
  'admin/password-resets',
  'admin/reset-links',
  'admin/checklist',
  'admin/settings',
  'admin/user-page',
  'admin/link-requests',
  'admin/providers',
  'admin/provider-options',
  'admin/mail-settings',
  'admin/sign-in-test',
  'admin/provider-move',
  'maintenance/instances',
  'maintenance/cleanup',
  'maintenance/copy',
  'maintenance/transfer',
  'maintenance/backup',
  'maintenance/read-backup',
  'maintenance/restore',
  'health/clock',
  'maintenance/move',
  'health',
] as const;

/** The files of a feature, in the order in which they may import each other. */
const parts = ['schema', 'rules', 'queries', 'service', 'routes'] as const;

/** The files of a feature that later features may import. */
const shownParts: ReadonlySet<string> = new Set(['schema', 'rules', 'service']);

export function layerViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const own = layerOf(file.path);
    if (own === null) {
      const folders = layers.slice(1, layers.indexOf('services-keys')).join(', ');
      return [`${file.path} is in no layer: move it into one of ${folders}`];
    }
    return importsOf(file).flatMap(({ specifier, target }) => {
      if (target === null || target === 'package.json') return [];
      const other = layerOf(target);
      if (other !== null && layers.indexOf(other) <= layers.indexOf(own)) return [];
      return [
        `${file.path} imports ${specifier}: ${own} is below ${other ?? 'no layer'}; move the shared code to a lower layer, or pass it in as a value`,
      ];
    });
  });
}

function layerOf(path: string): Layer | null {
  const name = /^src\/([\w-]+)(?:\/|\.ts$)/.exec(path)?.[1];
  return layers.find((layer) => layer === name) ?? null;
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
    return [`${path}: the feature ${feature} is not in the list; add it at its place in the order`];
  }
  if (rankIn(parts, part) >= 0) return [];
  return [
    `${path}: a feature has schema, rules, queries, service and routes; put this into one of them, or into a layer below`,
  ];
}

function importProblem(own: Place, other: Place): string | null {
  if (own.feature === other.feature) return partProblem(own.part, other.part);
  const isBefore = rankIn(features, other.feature) < rankIn(features, own.feature);
  if (!isBefore)
    return `${other.feature} comes after ${own.feature}; let the later feature call the earlier one`;
  if (shownParts.has(other.part)) return null;
  return `${other.feature} exports only its schema, rules and service; call the service`;
}

/** Inside a feature calls go one way: routes, service, queries. */
function partProblem(own: string, other: string): string | null {
  if (own === 'routes' && other === 'queries') return 'routes call the service, never the queries';
  const [from, to] = [rankIn(parts, own), rankIn(parts, other)];
  return from < 0 || to < 0 || to < from ? null : `${other} is above ${own}; reverse the import`;
}

function rankIn(order: readonly string[], name: string): number {
  return order.indexOf(name);
}
