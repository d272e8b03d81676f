import type { MoveOverview, MoveReport } from '../features/admin/provider-move/schema.ts';
import type { ProviderMoveAdministration } from '../features/admin/provider-move/service.ts';
import { defineCommand, flag, optional } from './command.ts';
import { withInstance } from './instance.ts';
import { writeMove } from './move-report.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

export const oidcMoveCommand = defineCommand({
  name: 'oidc move',
  summary: 'takes people over to another OpenID provider',
  operand: null,
  options: {
    from: optional('ISSUER', 'the issuer whose people are taken over'),
    to: optional('ISSUER', 'the issuer at which they sign in from now on'),
    'dry-run': flag('shows what the move would do, and does nothing'),
    undo: flag('gives all people their old identity back'),
  },
  notes: [
    'Without options it shows the newest move: who was taken over, who was not, and why.',
    'For 14 days, people whose verified address at FROM is the one at TO are taken over',
    'when they sign in. For a provider that was set up anew, and so gives its users new',
    'subjects, name the same issuer twice: then administrators are not taken over, nor',
    'people who have signed in since the start. Works while the server runs.',
  ],
  run({ options }, shell) {
    const work = workOf(options);
    return withInstance(shell, async ({ providerMove }) => {
      write(await work(providerMove), shell);
      return 0;
    });
  },
});

interface Options {
  readonly from: string | null;
  readonly to: string | null;
  readonly 'dry-run': boolean;
  readonly undo: boolean;
}

type Work = (moves: ProviderMoveAdministration) => Promise<MoveOverview | MoveReport>;

/** The command line lists all people. */
const all = Infinity;

/** What the options ask for. Throws UsageError. */
function workOf({ from, to, undo, 'dry-run': isDry }: Options): Work {
  if (undo) {
    if (from !== null || to !== null || isDry) throw misused('--undo takes no other option');
    return (moves) => moves.undo(null, all);
  }
  if (from === null && to === null) {
    if (isDry) throw misused('--dry-run needs --from and --to');
    return (moves) => moves.overview(all);
  }
  if (from === null || to === null) throw misused('"oidc move" needs both --from and --to');
  const request = { from, to };
  return (moves) => (isDry ? moves.preview(request, all) : moves.start(request, null, all));
}

function misused(problem: string): UsageError {
  return new UsageError(problem, 'see "anchor-auth oidc move --help"');
}

function write(shown: MoveOverview | MoveReport, shell: Shell): void {
  const report = 'move' in shown ? shown.move : shown;
  if (report === null) shell.out('There was no provider move');
  else writeMove(report, shell);
  if ('issuers' in shown && (report === null || report.state === 'undone')) {
    for (const { issuer, people } of shown.issuers) shell.out(`${people} at ${issuer}`);
  }
  if (report === null || report.isCurrent || !isToCome.has(report.state)) return;
  shell.err(
    `anchor-auth: People do not sign in at ${report.to} yet: the settings name another one`,
  );
}

const isToCome: ReadonlySet<MoveReport['state']> = new Set(['planned', 'running']);
