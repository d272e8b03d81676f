// The lists of the panel as files: all that matches, harmless in a spreadsheet, and never all in memory.
import { describe, expect, spyOn, test } from 'bun:test';
import { AppError } from '../../src/core/errors.ts';
import { formatId, newId } from '../../src/core/uuid.ts';
import { cutAfter } from '../../src/http/csv.ts';
import { insertEntry } from '../../src/features/audit/queries.ts';
import { addPerson } from '../support/people.ts';
import { auditEntry } from '../support/sample-rows.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { addAdmin, readAudit } from './administrator.ts';

async function fileOf(app: TestApp, bearer: string, path: string) {
  const answer = await app.get(path, bearer);
  expect([path, answer.status]).toEqual([path, 200]);
  const lines = answer.text.split('\r\n');
  expect(lines.pop()).toBe('');
  return { headers: answer.headers, header: lines[0] ?? '', lines: lines.slice(1) };
}

test('users come as a file with the fields of the list', async () => {
  await using app = await createTestApp();
  const { access_token: bearer } = await addAdmin(app, 'root@example.com');
  await addPerson(app, { email: 'eve@example.com', name: '=cmd|"/c calc"!A1' });
  const { headers, header, lines } = await fileOf(app, bearer, '/api/admin/users?format=csv');
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
  expect(headers.get('content-disposition')).toMatch(
    /^attachment; filename="users-\d{4}-\d{2}-\d{2}\.csv"$/,
  );
  expect(header).toBe(
    'id,email,name,profileImage,isAdmin,status,createdAt,updatedAt,authMethod,identities,lastLoginAt,groups',
  );
  expect(lines).toEqual([
    expect.stringMatching(
      /^[0-9a-f-]{36},eve@example\.com,"'=cmd\|""\/c calc""!A1",,false,active,[^,]+Z,[^,]+Z,local,local,,$/,
    ),
    expect.stringMatching(/^[0-9a-f-]{36},root@example\.com,[^,]+,,true,active,/),
  ]);
});

describe('a file holds everything that matches', () => {
  test('whichever page is asked for', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addAdmin(app, 'root@example.com');
    const count = 450;
    await app.database.write(async (trx) => {
      const [model] = await trx.selectFrom('users').selectAll().execute();
      for (let index = 0; index < count; index += 1) {
        const email = `p${String(index).padStart(4, '0')}@example.com`;
        const row = { ...model, id: newId(), email, email_key: email, search_key: email };
        await trx
          .insertInto('users')
          .values({ ...row, is_admin: 0 } as Parameters<
            ReturnType<typeof trx.insertInto<'users'>>['values']
          >[0])
          .execute();
      }
    });
    const emails = async (query: string) =>
      (await fileOf(app, bearer, `/api/admin/users?format=csv&${query}`)).lines.map(
        (line) => line.split(',')[1] ?? '',
      );
    const all = await emails('skip=5&take=1&sort=email');
    expect(all).toHaveLength(count + 1);
    expect(all).toEqual(all.toSorted());
    expect(await emails('role=admin')).toEqual(['root@example.com']);
    expect(await emails('search=p044&sort=-email')).toEqual(
      Array.from({ length: 10 }, (_, index) => `p044${9 - index}@example.com`),
    );
    expect(await emails('status=pending')).toEqual([]);
  });

  test('of the audit log', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addAdmin(app);
    await app.database.write(async (trx) => {
      for (let index = 0; index < 1200; index += 1) {
        const outcome = index % 2 === 0 ? 'success' : 'failure';
        const details = JSON.stringify({ reason: 'x', index });
        const user_agent = '@evil\nagent';
        const own = { id: newId(), at: index, outcome, details, user_agent } as const;
        await insertEntry(trx, { ...auditEntry, ...own });
      }
    });
    const path = '/api/admin/audit?format=csv';
    const { headers, header, lines } = await fileOf(app, bearer, path);
    expect(headers.get('content-disposition')).toContain('filename="audit-');
    expect(header).toBe(
      'id,at,event,outcome,actorId,actorEmail,targetId,targetEmail,ip,userAgent,details',
    );
    expect(lines).toHaveLength(1200);
    expect(lines[0]?.slice(37)).toBe(
      `1970-01-01T00:00:01.199Z,x,failure,,,,,,"'@evil\nagent","{""reason"":""x"",""index"":1199}"`,
    );
    const failures = await fileOf(app, bearer, `${path}&outcome=failure&take=1`);
    expect(failures.lines).toHaveLength(600);
    expect((await fileOf(app, bearer, `${path}&event=none`)).lines).toEqual([]);
  });
});

test('each file is in the audit log, with what it was narrowed to', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app, 'root@example.com');
  const bearer = admin.access_token;
  await fileOf(app, bearer, '/api/admin/users?format=csv&take=1&search=ada&status=active');
  await fileOf(app, bearer, '/api/admin/audit?format=csv');
  const own = await fileOf(app, bearer, '/api/admin/audit?format=csv&from=2026-01-01&skip=1');
  expect(own.lines).toHaveLength(2);
  const party = { id: formatId(admin.user.id), email: 'root@example.com' };
  const { entries } = await readAudit(app, admin);
  const about = { outcome: 'success', actor: party, target: null };
  expect(entries).toMatchObject([
    { ...about, event: 'audit.exported', details: { from: '2026-01-01' } },
    { ...about, event: 'audit.exported', details: {} },
    { ...about, event: 'users.exported', details: { search: 'ada', status: 'active' } },
  ]);
  expect(entries.map(({ details }) => Object.keys(details ?? {}).length)).toEqual([1, 0, 2]);
});

test('no file is taken away that the audit log cannot record', async () => {
  await using app = await createTestApp();
  const { access_token: bearer } = await addAdmin(app);
  const failing = spyOn(app.database, 'write').mockRejectedValue(
    new AppError('storage_unavailable'),
  );
  for (const list of ['users', 'audit']) {
    const answer = await app.get(`/api/admin/${list}?format=csv`, bearer);
    expect(answer).toMatchObject({ status: 503, body: { code: 'storage_unavailable' } });
  }
  failing.mockRestore();
});

async function* pagesOf(...sizes: readonly number[]): AsyncGenerator<readonly [number, null][]> {
  let row = 0;
  for (const size of sizes) {
    yield await Promise.resolve(Array.from({ length: size }, () => [(row += 1), null]));
  }
}

describe('a file that is cut', () => {
  const note = ['The file ends here, after 4 rows: more match. Narrow the filter.', null];
  test.each([
    ['none', [], []],
    ['fewer rows than it may have', [3], [1, 2, 3]],
    ['as many rows as it may have', [2, 2], [1, 2, 3, 4]],
    ['one row more', [2, 2, 1], [1, 2, 3, 4, 'cut']],
    ['one row more on the last page', [2, 3], [1, 2, 3, 4, 'cut']],
    ['many more', [9, 9], [1, 2, 3, 4, 'cut']],
  ])('says so in its last row: %s', async (_, sizes, expected) => {
    const lines = await Array.fromAsync(cutAfter(pagesOf(...sizes), { max: 4, columns: 2 }));
    expect(lines.flat()).toEqual(expected.map((row) => (row === 'cut' ? note : [row, null])));
  });
});

test('a file is refused as its list is', async () => {
  await using app = await createTestApp();
  const { access_token: bearer } = await addAdmin(app);
  const before = await app.snapshot();
  for (const [path, code] of [
    ['/api/admin/users?format=csv&search=' + 'x'.repeat(255), 'validation_failed'],
    ['/api/admin/audit?format=csv&user=nobody', 'validation_failed'],
    ['/api/admin/audit?format=csv&from=x', 'validation_failed'],
  ] as const) {
    const answer = await app.get(path, bearer);
    expect([path, answer.status, answer.body]).toMatchObject([path, 400, { code }]);
  }
  expect(await app.snapshot()).toEqual(before);
});

test('a file that cannot be read to its end is cut off, and does not pass for the whole', async () => {
  await using app = await createTestApp();
  const { access_token: bearer } = await addAdmin(app);
  const origin = app.listen();
  await app.database.write(async (trx) => {
    for (let index = 0; index < 1200; index += 1) {
      await insertEntry(trx, { ...auditEntry, id: newId(), user_agent: 'x'.repeat(2000) });
    }
  });
  const { aside } = app.database;
  const ask = aside.selectFrom.bind(aside);
  let asked = 0;
  const failing = spyOn(aside, 'selectFrom').mockImplementation(((table: 'audit_log') => {
    asked += 1;
    if (asked > 2) throw new Error('The thread is gone');
    return ask(table);
  }) as typeof aside.selectFrom);
  const answer = await fetch(`${origin}/api/admin/audit?format=csv`, {
    headers: { authorization: `Bearer ${bearer}` },
  });
  expect(answer.status).toBe(200);
  expect(
    await answer.text().then(
      () => 'whole',
      () => 'cut off',
    ),
  ).toBe('cut off');
  failing.mockRestore();
});
