import { afterAll, describe, expect, test } from 'bun:test';
import { endProcesses, startServer } from '../support/process.ts';
import { auditOf, commandOn, sql } from './instance.ts';

afterAll(endProcesses);

/** The end of an invitation, as the command says it. */
function endOf(dataDir: string): string {
  const [row] = sql<{ expires_at: number }>(
    dataDir,
    'select expires_at from invitations order by id desc limit 1',
  );
  return new Date(row?.expires_at ?? 0).toISOString().slice(0, 16).replace('T', ' ');
}

describe('invite create', () => {
  test('makes links that work while the server runs, in every registration mode', async () => {
    await using server = await startServer({ env: { USER_SIGNUP: 'disabled' } });
    const command = commandOn(server.dataDir);
    await command('user create --email root@example.com --name Root');
    const env = { APP_URL: 'https://auth.example.com' };
    const open = await command('invite create', { env });
    expect(open).toEqual({
      exitCode: 0,
      out: [
        expect.stringMatching(/^https:\/\/auth\.example\.com\/link#[\w-]{43}$/),
        `It invites anyone who has the link, once, until ${endOf(server.dataDir)} UTC`,
      ],
      err: [],
    });
    const line = 'invite create --email Grace@Example.com --admin --uses 3 --days 90';
    const bound = await command(line, { env });
    expect(bound.out[1]).toBe(
      `It invites Grace@Example.com as an administrator, 3 times, until ${endOf(server.dataDir)} UTC`,
    );
    const days = (Date.parse(`${endOf(server.dataDir)}Z`) - Date.now()) / (24 * 60 * 60 * 1000);
    expect(Math.round(days)).toBe(90);
    const created = auditOf(server.dataDir).filter((entry) => entry.startsWith('invitation'));
    expect(created).toEqual(['invitation.created null', 'invitation.created Grace@Example.com']);

    const [link = ''] = bound.out;
    const invitation = link.slice(link.indexOf('#') + 1);
    const form = { email: 'grace@example.com', password: 'correct horse battery', name: 'Grace' };
    const joined = await server.post('/api/auth/register', { ...form, invitation });
    expect(await joined.json()).toMatchObject({ user: { isAdmin: true, status: 'active' } });
    const again = await command('invite create --email grace@example.com');
    expect(again).toEqual({
      exitCode: 1,
      out: [],
      err: [expect.stringMatching(/^anchor-auth: User already exists; /)],
    });
  });

  test.each([
    ['--uses 0', '--uses must be from 1 to 1000'],
    ['--uses 1001', '--uses must be from 1 to 1000'],
    ['--uses many', '--uses must be from 1 to 1000'],
    ['--days 91', '--days must be from 1 to 90'],
    ['--days 0.5', '--days must be from 1 to 90'],
  ])('with %s says what is possible', async (options, problem) => {
    const { exitCode, err } = await commandOn('/nowhere')(`invite create ${options}`);
    expect({ exitCode, err }).toEqual({
      exitCode: 2,
      err: [`anchor-auth: ${problem}; see "anchor-auth invite create --help"`],
    });
  });
});
