// Yardstick M: the least that `GET /me` can be. A bare server that checks an HS256 token, reads one
// joined row with a prepared statement and answers JSON. Arguments: the port, the database file.
import { Database } from 'bun:sqlite';
import { timingSafeEqual } from 'node:crypto';

interface Row {
  email: string;
  name: string;
  status: string;
  is_admin: number;
  token_version: number;
  created_at: number;
  updated_at: number;
  ended_at: number | null;
}

interface Claims {
  sub: string;
  sid: string;
  exp: number;
  token_version: number;
}

const [port, file = ''] = process.argv.slice(2);
const secret = crypto.randomUUID() + crypto.randomUUID();
const id = crypto.randomUUID();
const db = createDatabase();
// Without the plus, SQLite plans a join anew whenever a value is bound to it.
const findPerson = db.query<Row, [Uint8Array]>(
  `select u.email, u.name, u.status, u.is_admin, u.token_version, u.created_at, u.updated_at, s.ended_at
   from users u join sessions s on s.user_id = u.id where s.id = +?`,
);
const token = createToken();

Bun.serve({
  hostname: '127.0.0.1',
  port: Number(port),
  fetch(request) {
    if (request.url.endsWith('/token')) return new Response(token);
    const claims = readClaims(request.headers.get('authorization') ?? '');
    const row = claims && findPerson.get(bytesOf(claims.sid));
    const isGood = row?.ended_at === null && row.token_version === claims?.token_version;
    return isGood ? Response.json(answer(row)) : new Response(null, { status: 401 });
  },
});

function createDatabase(): Database {
  const fresh = new Database(file, { create: true });
  fresh.run('pragma journal_mode = wal');
  fresh.run(
    `create table users (id blob primary key, email text, name text, status text, is_admin integer,
     token_version integer, created_at integer, updated_at integer)`,
  );
  fresh.run('create table sessions (id blob primary key, user_id blob, ended_at integer)');
  const now = Date.now();
  const user = [bytesOf(id), 'ann@example.org', 'Ann Example', 'active', 0, 1, now, now];
  fresh.run('insert into users values (?, ?, ?, ?, ?, ?, ?, ?)', user);
  fresh.run('insert into sessions values (?, ?, null)', [bytesOf(id), bytesOf(id)]);
  return fresh;
}

function createToken(): string {
  const expiry = Math.floor(Date.now() / 1000) + 3600;
  const claims: Claims = { sub: id, sid: id, exp: expiry, token_version: 1 };
  const parts = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const signed = parts.join('.');
  return `${signed}.${signature(signed).toString('base64url')}`;
}

function readClaims(authorization: string): Claims | null {
  const text = authorization.slice('Bearer '.length);
  const signed = text.slice(0, text.lastIndexOf('.'));
  const given = Buffer.from(text.slice(signed.length + 1), 'base64url');
  const expected = signature(signed);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const payload = Buffer.from(signed.slice(signed.indexOf('.') + 1), 'base64url').toString();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the signature says that we wrote it
  const claims = JSON.parse(payload) as Claims;
  return claims.exp * 1000 > Date.now() ? claims : null;
}

function signature(signed: string): Buffer {
  return new Bun.CryptoHasher('sha256', secret).update(signed).digest();
}

function bytesOf(uuid: string): Uint8Array {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function answer(row: Row) {
  return {
    id,
    email: row.email,
    name: row.name,
    profileImage: null,
    isAdmin: row.is_admin === 1,
    status: row.status,
    createdAt: new Date(row.created_at).toISOString(),
    updatedAt: new Date(row.updated_at).toISOString(),
    authIdentities: ['local'],
  };
}
