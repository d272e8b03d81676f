// Sends pictures as a browser would, and looks at what then stands on disk.
import { expect } from 'bun:test';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { UserRow } from '../../../src/features/users/service.ts';
import type { Answer } from '../answer-rules.ts';
import type { TestApp } from '../test-app.ts';
import { type Bytes, bytes } from './png.ts';

export const imagePath = '/api/auth/profile/image';

interface Part {
  /** The header lines of the part. */
  readonly headers: string;
  readonly body: string | Buffer;
}

/** The header of a file field, its words as they are. */
export function fileHeader(filename = 'me.png', type = 'image/png', name = 'image'): string {
  return `Content-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: ${type}`;
}

interface Form {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Bytes;
}

/** A multipart body and its content type (RFC 7578). */
export function form(...parts: readonly Part[]): Form {
  const body = Buffer.concat([
    ...parts.flatMap(({ headers, body: content }) => [
      bytes(`--boundary\r\n${headers}\r\n\r\n`),
      Buffer.from(content),
      bytes('\r\n'),
    ]),
    bytes('--boundary--\r\n'),
  ]);
  return { headers: { 'content-type': 'multipart/form-data; boundary=boundary' }, body };
}

export function imageForm(file: Buffer): Form {
  return form({ headers: fileHeader(), body: file });
}

export function upload(app: TestApp, bearer: string, file: Buffer): Promise<Answer> {
  return app.send({ method: 'POST', path: imagePath, bearer, ...imageForm(file) });
}

export function removeImage(app: TestApp, bearer: string): Promise<Answer> {
  return app.send({ method: 'DELETE', path: imagePath, bearer });
}

export function uploadsOf(app: TestApp): string {
  return join(app.services.config.storage.dataDir, 'uploads', 'profiles');
}

/** The names of all files among the uploads, unfinished and foreign ones too. */
function filesOf(app: TestApp): readonly string[] {
  return existsSync(uploadsOf(app)) ? readdirSync(uploadsOf(app)) : [];
}

/** The names of all stored pictures: those files, and with PostgreSQL rows. */
export async function picturesOf(app: TestApp): Promise<readonly string[]> {
  const rows = await app.database.read
    .selectFrom('pictures')
    .select('name')
    .orderBy('name')
    .execute();
  return [...filesOf(app), ...rows.map(({ name }) => name)];
}

/** The bytes of a stored picture; none when there is no such picture. */
export async function storedBytes(app: TestApp, name = ''): Promise<Buffer> {
  const stored = await app.services.images.read(name);
  return Buffer.from(stored?.bytes ?? []);
}

/** What the person's row says of their picture. */
export async function pictureOf(app: TestApp, user: UserRow): Promise<string | null> {
  const row = await app.services.users.findById(app.database.read, user.id);
  return row?.profile_image ?? null;
}

export const picturePath = /^\/uploads\/profiles\/[0-9a-f-]{36}\.(?:jpg|png|webp)$/;

/** There is one picture, and it is the one that the row of the user names. */
export async function expectOnePicture(app: TestApp, user: UserRow): Promise<void> {
  const path = await pictureOf(app, user);
  expect((await picturesOf(app)).map((name) => `/uploads/profiles/${name}`)).toEqual([
    String(path),
  ]);
}
