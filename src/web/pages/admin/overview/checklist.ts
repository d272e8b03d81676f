import type { NamedSettings, OidcSettings } from '../../../../features/admin/providers/schema.ts';
import type { Stats } from '../../../../features/admin/settings/schema.ts';
import type { Checklist, ChecklistChange } from '../../../../features/settings/checklist/schema.ts';
import type { RegistrationSetting } from '../../../../features/settings/schema.ts';
import { isForEveryone } from '../../client/address.ts';
import { signedRequest } from '../../client/request.ts';
import { site } from '../../client/site.ts';
import { hasProvider } from '../providers/providers.ts';

const path = '/api/admin/checklist';

/** Every function here throws Failure. */
export function loadChecklist(): Promise<Checklist> {
  return signedRequest<Checklist>(path);
}

export function changeChecklist(json: ChecklistChange): Promise<Checklist> {
  return signedRequest<Checklist>(path, { method: 'PATCH', json });
}

export const stepNames = [
  'registration',
  'address',
  'provider',
  'administrator',
  'backup',
  'app',
] as const;

export type StepName = (typeof stepNames)[number];

export interface Step {
  readonly name: StepName;
  readonly isDone: boolean;
  /** Whether only an administrator's tick makes it done. */
  readonly isTicked: boolean;
  /** Where the step is done or described; null if nowhere. */
  readonly path: string | null;
}

/** What the steps are judged by. */
export interface Known {
  readonly stats: Stats;
  readonly oidc: OidcSettings;
  readonly providers: readonly NamedSettings[];
  readonly registration: RegistrationSetting;
  readonly checklist: Checklist;
}

/** The first steps of a new server. What the server knows to be done needs no tick. */
export function stepsOf(known: Known): readonly Step[] {
  const { stats, oidc, providers, registration, checklist } = known;
  const isKnown: Readonly<Record<StepName, boolean>> = {
    registration: registration.source !== 'default',
    address: isForEveryone(),
    provider: hasProvider(oidc, providers),
    administrator: stats.adminUsers > 1,
    backup: checklist.hasBackup,
    app: false,
  };
  const paths = pathsOf(site.handbook);
  return stepNames.map((name) => ({
    name,
    isDone: isKnown[name] || checklist[name],
    isTicked: !isKnown[name] && checklist[name],
    path: paths[name],
  }));
}

function pathsOf(handbook: string | null): Readonly<Record<StepName, string | null>> {
  const chapter = (name: string) => (handbook === null ? null : `${handbook}/${name}`);
  return {
    registration: '/admin/registration',
    address: chapter('deployment'),
    provider: '/admin/providers',
    administrator: '/admin/users',
    backup: chapter('backup'),
    app: chapter('apps'),
  };
}
