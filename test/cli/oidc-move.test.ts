import { afterAll, beforeAll, expect, test } from 'bun:test';
import { endProcesses, type ServerProcess, startServer } from '../support/process.ts';
import { auditOf, type Command, commandOn, sql } from './instance.ts';

afterAll(endProcesses);

let server: ServerProcess;
let command: Command;

const oldIssuer = 'https://old.example.com';
const newIssuer = 'https://new.example.com';

beforeAll(async () => {
  server = await startServer({ env: { OIDC_ISSUER_URL: newIssuer, OIDC_CLIENT_ID: 'anchor' } });
  command = commandOn(server.dataDir);
  for (const [index, name] of ['ada', 'grace'].entries()) {
    const email = `${name}@example.com`;
    await server.post('/api/auth/register', { email, password: 'correct horse battery', name });
    sql(
      server.dataDir,
      `insert into identities (id, user_id, provider, issuer, subject, email, email_verified, created_at, last_used_at)
       select randomblob(16), id, 'oidc', '${oldIssuer}', '${name}', email, ${index}, 1, 1
       from users where email = '${email}'`,
    );
  }
});

const time = /\d{4}-\d\d-\d\d \d\d:\d\d/g;

async function said(args: string) {
  const { exitCode, out, err } = await command(args, { env: settings });
  return { exitCode, out: out.map((line) => line.replaceAll(time, 'TIME')), err };
}

const settings = { OIDC_ENABLED: 'true', OIDC_ISSUER_URL: newIssuer, OIDC_CLIENT_ID: 'anchor' };

const people = [
  '',
  'no         ada@example.com                 no verified address at the old provider',
  'waiting    grace@example.com',
];

test('a move is planned, started, shown and undone while the server runs', async () => {
  expect(await said('oidc move')).toEqual({
    exitCode: 0,
    out: ['There was no provider move', `2 at ${oldIssuer}`],
    err: [],
  });
  const both = `--from ${oldIssuer} --to ${newIssuer}`;
  const counts = '0 taken over, 1 waiting, 1 not taken over, 0 contested';
  const names = `From ${oldIssuer} to ${newIssuer}`;
  expect(await said(`oidc move ${both} --dry-run`)).toEqual({
    exitCode: 0,
    out: [names, 'Planned: nothing was changed', counts, ...people],
    err: [],
  });
  expect(sql(server.dataDir, 'select id from provider_moves')).toEqual([]);
  const running = [names, 'Runs until TIME (UTC), since TIME', counts, ...people];
  expect(await said(`oidc move ${both}`)).toEqual({ exitCode: 0, out: running, err: [] });
  expect(await said('oidc move')).toEqual({ exitCode: 0, out: running, err: [] });
  expect(await said(`oidc move ${both}`)).toEqual({
    exitCode: 1,
    out: [],
    err: [
      'anchor-auth: A provider move is under way: undo it, or wait until it ends; "anchor-auth oidc move" shows it, with --undo it ends',
    ],
  });
  expect(await said('oidc move --undo')).toEqual({
    exitCode: 0,
    out: [names, 'Undone at TIME (UTC)', '0 have their old identity back', `2 at ${oldIssuer}`],
    err: [],
  });
  expect(auditOf(server.dataDir)).toEqual([
    'provider_move.started null',
    'provider_move.undone null',
  ]);
  expect(await said('oidc move --undo')).toEqual({
    exitCode: 1,
    out: [],
    err: ['anchor-auth: There is no provider move to undo'],
  });
}, 60_000);

test('a provider that was set up anew keeps its name, and the settings that name another are told', async () => {
  const plan = await said(`oidc move --from ${oldIssuer} --to ${oldIssuer} --dry-run`);
  expect(plan.out.slice(0, 3)).toEqual([
    `New subjects of ${oldIssuer}`,
    'Planned: nothing was changed',
    '0 taken over, 1 waiting, 1 not taken over, 0 contested',
  ]);
  expect(plan.err).toEqual([
    `anchor-auth: People do not sign in at ${oldIssuer} yet: the settings name another one`,
  ]);
}, 60_000);

test.each([
  [
    `--from https://nowhere.example.com --to ${newIssuer}`,
    1,
    'No account here has signed in at this issuer; "anchor-auth oidc move" lists the issuers in use',
  ],
  [
    `--from nonsense --to ${newIssuer}`,
    1,
    'from takes the issuer of the provider, such as https://login.example.com',
  ],
  [
    `--from ${oldIssuer}`,
    2,
    '"oidc move" needs both --from and --to; see "anchor-auth oidc move --help"',
  ],
  ['--dry-run', 2, '--dry-run needs --from and --to; see "anchor-auth oidc move --help"'],
  [
    `--undo --to ${newIssuer}`,
    2,
    '--undo takes no other option; see "anchor-auth oidc move --help"',
  ],
])(
  '"oidc move %s" is refused with the reason',
  async (args, exitCode, problem) => {
    const err = [`anchor-auth: ${problem}`];
    expect(await said(`oidc move ${args}`)).toEqual({ exitCode, out: [], err });
  },
  60_000,
);
