import type { Exclusion, MovePerson, MoveReport } from '../features/admin/provider-move/schema.ts';
import type { Output } from './output.ts';

/** Writes a provider move, and a table of its people. */
export function writeMove(report: MoveReport, output: Output): void {
  const { from, to, isWithinOneIssuer, counts, people } = report;
  output.out(isWithinOneIssuer ? `New subjects of ${to}` : `From ${from} to ${to}`);
  output.out(stateLine(report));
  output.out(
    report.state === 'undone'
      ? `${counts.restored} have their old identity back`
      : `${counts.moved} taken over, ${counts.waiting} waiting, ${counts.excluded} not taken over, ${counts.contested} contested`,
  );
  if (people.length === 0) return;
  output.out('');
  for (const person of people) output.out(line(person));
}

function stateLine({ state, beganAt, endsAt, undoneAt }: MoveReport): string {
  const lines = {
    planned: 'Planned: nothing was changed',
    running: `Runs until ${minute(endsAt)} (UTC), since ${minute(beganAt)}`,
    ended: `Ended at ${minute(endsAt)} (UTC); "anchor-auth oidc move --undo" still undoes it`,
    undone: `Undone at ${minute(undoneAt)} (UTC)`,
  } as const;
  return lines[state];
}

function minute(time: string | null): string {
  return time === null ? '-' : time.slice(0, 16).replace('T', ' ');
}

function line({ email, outcome, reason, movedAt }: MovePerson): string {
  const when = movedAt === null ? '' : minute(movedAt);
  const why = reason === null ? when : reasons[reason];
  return `${words[outcome].padEnd(9)}  ${email.padEnd(30)}  ${why}`.trimEnd();
}

const words: Readonly<Record<MovePerson['outcome'], string>> = {
  contested: 'contested',
  excluded: 'no',
  waiting: 'waiting',
  moved: 'moved',
  restored: 'restored',
};

const reasons: Readonly<Record<Exclusion, string>> = {
  account_disabled: 'the account is disabled',
  no_verified_address: 'no verified address at the old provider',
  administrator: 'administrators are not taken over within one issuer',
  signed_in_since: 'has signed in since the start',
  several_identities: 'the account has several identities of the old issuer',
  at_new_issuer: 'the account has an identity of the new issuer already',
  address_shared: 'another identity has the same address',
  address_of_another: 'the address is that of another account',
  moved_before: 'was taken over before',
  not_arrived: 'did not sign in before the move ended',
};
