// A picture and the row that names it must agree, whatever comes in between.
import { describe, expect, spyOn, test } from 'bun:test';
import * as files from 'node:fs/promises';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '../../../src/core/uuid.ts';
import { fourCorners, pngFile } from '../../support/images/png.ts';
import {
  expectOnePicture,
  pictureOf,
  picturesOf,
  removeImage,
  upload,
  uploadsOf,
} from '../../support/images/upload.ts';
import { addPerson, addSignedIn, deletePerson } from '../../support/people.ts';
import { refuseChanges } from '../../support/storage-trouble.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';
import { usesPostgres } from '../../support/test-storage.ts';

if (usesPostgres) console.log('not run with PostgreSQL: what befalls the files of pictures');

const picture = fourCorners(64, 32);
const other = pngFile({ width: 16, height: 16 });

describe('two uploads at the same time', () => {
  test('leave one picture, and it is the one of the row', async () => {
    await using app = await createTestApp({ RATE_LIMIT: 'off' });
    const { access_token: bearer, user } = await addSignedIn(app);
    for (let round = 0; round < 10; round++) {
      const answers = await Promise.all(
        [picture, other, picture].map((file) => upload(app, bearer, file)),
      );
      expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
      await expectOnePicture(app, user);
    }
  });

  test('and a removal leave one picture or none, as the row says', async () => {
    await using app = await createTestApp({ RATE_LIMIT: 'off' });
    const { access_token: bearer, user } = await addSignedIn(app);
    for (let round = 0; round < 10; round++) {
      await Promise.all([
        upload(app, bearer, picture),
        removeImage(app, bearer),
        upload(app, bearer, other),
      ]);
      if ((await pictureOf(app, user)) === null) expect(await picturesOf(app)).toEqual([]);
      else await expectOnePicture(app, user);
    }
  });
});

test('a user who is deleted during an upload leaves no picture', async () => {
  await using app = await createTestApp();
  for (let round = 0; round < 5; round++) {
    const { access_token: bearer, user } = await addSignedIn(app);
    await upload(app, bearer, picture);
    const [answer] = await Promise.all([
      upload(app, bearer, other),
      app.services.accounts.remove(user.id, null),
    ]);
    expect([200, 401]).toContain(answer.status);
    expect(await picturesOf(app)).toEqual([]);
  }
});

test.skipIf(usesPostgres)(
  'a person who is deleted while their picture comes in leaves no file',
  async () => {
    await using app = await createTestApp();
    const { access_token: bearer, user } = await addSignedIn(app);
    const { rename } = files;
    const spy = spyOn(files, 'rename').mockImplementation(async (from, to) => {
      await deletePerson(app, user);
      await rename(from, to);
    });
    const answer = await upload(app, bearer, picture);
    spy.mockRestore();
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
    expect(await picturesOf(app)).toEqual([]);
  },
);

test.skipIf(usesPostgres)('the file of a deleted user is removed when asked to', async () => {
  await using app = await createTestApp();
  const { access_token: bearer, user } = await addSignedIn(app);
  await upload(app, bearer, picture);
  const { images, users } = app.services;
  const row = await users.findById(app.database.read, user.id);
  if (row === undefined) throw new Error('the person is gone');
  await app.database.write(async (trx) => {
    await images.forget(trx, row, '');
    await users.delete(trx, user.id);
    expect(await picturesOf(app)).toHaveLength(1);
  });
  expect(await picturesOf(app)).toEqual([]);
});

function full(): Promise<never> {
  return Promise.reject(
    Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' }),
  );
}

/** Runs `work` while the disk refuses one step of writing a file. */
async function whileFull(
  app: TestApp,
  step: 'open' | 'writeFile' | 'sync' | 'rename',
  work: () => Promise<void>,
) {
  const probe = await files.open(join(app.services.config.storage.dataDir, 'lock.db'), 'r');
  const handle = Object.getPrototypeOf(probe) as files.FileHandle;
  await probe.close();
  const spy =
    step === 'open' || step === 'rename'
      ? spyOn(files, step).mockImplementation(full)
      : spyOn(handle, step).mockImplementation(full);
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
}

describe.skipIf(usesPostgres)('while the disk is full', () => {
  test.each(['open', 'writeFile', 'sync', 'rename'] as const)(
    'a picture is refused with 503, nothing is half done, and space heals it (%s)',
    async (step) => {
      await using app = await createTestApp();
      const { access_token: bearer, user } = await addSignedIn(app);
      await upload(app, bearer, picture);
      const before = [await app.snapshot(), await picturesOf(app)];
      await whileFull(app, step, async () => {
        const answer = await upload(app, bearer, other);
        expect(answer).toMatchObject({ status: 503, body: { code: 'storage_unavailable' } });
        expect(Number(answer.headers.get('retry-after'))).toBePositive();
        expect(answer.text).not.toMatch(/ENOSPC|space|uploads/);
      });
      expect([await app.snapshot(), await picturesOf(app)]).toEqual(before);
      expect((await upload(app, bearer, other)).status).toBe(200);
      await expectOnePicture(app, user);
    },
  );

  test('for the database alone, the new file goes and the old one stays', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    await upload(app, bearer, picture);
    const before = [await app.snapshot(), await picturesOf(app)];
    const mend = await refuseChanges(app.database);
    for (const answer of [await upload(app, bearer, other), await removeImage(app, bearer)]) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'storage_unavailable' } });
    }
    expect([await app.snapshot(), await picturesOf(app)]).toEqual(before);
    await mend();
    expect((await upload(app, bearer, other)).status).toBe(200);
  });
});

test.skipIf(usesPostgres)(
  'a file that cannot be removed is no reason to refuse; the next start removes it',
  async () => {
    await using app = await createTestApp();
    const { access_token: bearer, user } = await addSignedIn(app);
    await upload(app, bearer, picture);
    const remove = spyOn(files, 'unlink').mockImplementation(full);
    expect((await upload(app, bearer, other)).status).toBe(200);
    remove.mockRestore();
    expect(await picturesOf(app)).toHaveLength(2);
    expect(app.lines.join('\n')).toContain('A picture could not be removed');
    await app.restart();
    await expectOnePicture(app, user);
  },
);

test.skipIf(usesPostgres)(
  'a start removes what no row names, and no file of another program',
  async () => {
    await using app = await createTestApp();
    const { access_token: bearer, user } = await addSignedIn(app);
    await upload(app, bearer, picture);
    const own = await picturesOf(app);
    const directory = uploadsOf(app);
    const id = '0190f3a4-7c1e-4d3b-9b52-3f1c2a6e8d1';
    for (const orphan of [`${id}0.png`, `${id}1.jpg`, `${id}2.webp`, `${id}3.png.tmp`]) {
      writeFileSync(join(directory, orphan), 'x');
    }
    const foreign = ['README.txt', 'me.png', '.gitkeep', `${id}4.gif`, `${id}5.png.bak`, 'x.tmp'];
    for (const name of foreign) writeFileSync(join(directory, name), 'x');
    mkdirSync(join(directory, `${id}6.png`));
    await app.restart();
    expect(new Set(await picturesOf(app))).toEqual(new Set([...own, ...foreign, `${id}6.png`]));
    expect(await pictureOf(app, user)).not.toBeNull();
  },
);

test.skipIf(usesPostgres)('a start keeps the pictures of thousands', async () => {
  await using app = await createTestApp();
  const names = Array.from({ length: 2100 }, () => `${crypto.randomUUID()}.png`);
  const { group_names: _, ...first } = await addPerson(app);
  await app.database.write(async (trx) => {
    for (const name of names) {
      const row = {
        ...first,
        id: newId(),
        email_key: name,
        profile_image: `/uploads/profiles/${name}`,
      };
      await trx.insertInto('users').values(row).execute();
    }
  });
  for (const name of names) writeFileSync(join(uploadsOf(app), name), 'x');
  await app.restart();
  expect(new Set(await picturesOf(app))).toEqual(new Set(names));
});

function mode(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

test.skipIf(usesPostgres)('pictures and their directories are for the server alone', async () => {
  await using app = await createTestApp();
  const { access_token: bearer } = await addSignedIn(app);
  await upload(app, bearer, picture);
  const directory = uploadsOf(app);
  expect([mode(directory), mode(join(directory, '..'))]).toEqual(['700', '700']);
  expect(mode(join(directory, (await picturesOf(app))[0] ?? ''))).toBe('600');
});
