// Checks a data directory after a loss of power at one point of the log.
import { Database } from 'bun:sqlite';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '../client.ts';
import { differences, readFacts } from '../facts.ts';
import {
  administrators,
  countPeople,
  integrityProblems,
  openReadOnly,
  pictureProblems,
} from '../instance-checks.ts';
import { checkGone } from '../ledger.ts';
import type { Person } from '../person.ts';
import { checkSecrets } from '../secrets.ts';
import { launch, type Launch } from '../server.ts';
import type { Expected } from './history.ts';
import { admin, type Past } from './workload.ts';

export interface Case {
  readonly past: Past;
  /** The length of the log when the power was lost. */
  readonly position: number;
  /** The content of each picture when it got its name. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  readonly dataDir: string;
}

interface Verdict {
  readonly violations: readonly string[];
  /** All people as stored. */
  readonly people: readonly Person[];
}

/** Checks the files alone, as SQLite reads them. */
export async function judgeFiles(found: Case): Promise<readonly string[]> {
  const { dataDir, past, position } = found;
  const file = join(dataDir, 'anchor.db');
  if (!existsSync(file) || statSync(file).size === 0) {
    const violations = judgeSmallFiles(found, false);
    return isBootstrapped(past, position) ? ['the database is lost', ...violations] : violations;
  }
  return (await judgeAll(found, () => new Database(file))).violations;
}

/** Starts a server on the directory and checks its data, its answers and a new registration. */
export async function judgeServer(found: Case, how: Omit<Launch, 'dataDir'>) {
  const { dataDir, past, position } = found;
  const child = launch({ ...how, dataDir });
  try {
    const origin = await child.ready;
    if (origin === null) return [`it does not start: ${child.err()}${child.out()}`];
    const { violations, people } = await judgeAll(found, () => openReadOnly(dataDir));
    const pictures = inspectPictures(dataDir);
    const client = createClient(origin);
    const secrets = await Promise.all(people.map((person) => checkSecrets(client, person)));
    const path = '/api/auth/register';
    const body = { ...admin, email: 'visitor@example.com' };
    const visitor = await client.call({ method: 'POST', path, body });
    const { isAdmin } = (visitor?.body['user'] ?? {}) as { readonly isAdmin?: unknown };
    const mayRule = position < past.bootstrap.answeredAt;
    const outcome =
      visitor?.status !== 201 || typeof isAdmin !== 'boolean'
        ? [`a registration answered ${JSON.stringify(visitor)}`]
        : isAdmin && !mayRule
          ? ['a new user becomes administrator']
          : [];
    const said = child.err() === '' ? [] : [`it said: ${child.err()}`];
    return [...violations, ...pictures, ...secrets.flat(), ...outcome, ...said];
  } finally {
    await child.kill();
  }
}

/** Also checks that nothing is left of a removed picture. */
function inspectPictures(dataDir: string): string[] {
  using database = openReadOnly(dataDir);
  return pictureProblems(database, dataDir);
}

function isBootstrapped({ bootstrap }: Past, position: number): boolean {
  return bootstrap.answeredAt <= position;
}

async function judgeAll(found: Case, open: () => Database): Promise<Verdict> {
  let database: Database | undefined;
  try {
    database = open();
    const integrity = integrityProblems(database);
    const hasTables = database.query(`select 1 from sqlite_master where name = 'users'`).get();
    const verdict =
      hasTables === null
        ? { violations: emptyProblems(found), people: [] }
        : await judgePeople(found, database);
    return { ...verdict, violations: [...integrity, ...verdict.violations] };
  } catch (error) {
    return { violations: [`the database cannot be read: ${String(error)}`], people: [] };
  } finally {
    database?.close();
  }
}

function emptyProblems(found: Case): string[] {
  const lost = isBootstrapped(found.past, found.position) ? ['all accounts are lost'] : [];
  return [...lost, ...judgeSmallFiles(found, false)];
}

async function judgePeople(found: Case, database: Database): Promise<Verdict> {
  const { past, position } = found;
  const violations: string[] = [];
  const people: Person[] = [];
  for (const expected of past.history.at(position)) {
    const { person, problems } = await settle(database, expected);
    violations.push(...problems);
    people.push(person);
    if (person.facts === null && problems.length === 0)
      violations.push(...checkGone(database, person));
  }
  const admins = administrators(database);
  const known = people.filter(({ facts }) => facts !== null).length + admins.length;
  if (admins.length === 0 ? isBootstrapped(past, position) : admins.join(' ') !== admin.email)
    violations.push(`the administrators are: ${admins.join(' ')}`);
  if (countPeople(database) !== known)
    violations.push(`${countPeople(database)} people are there, ${known} are known`);
  violations.push(...judgeSmallFiles(found, admins.length > 0), ...judgePictures(found, database));
  return { violations, people };
}

/** Each person is stored as last acknowledged or as last requested, and never in between. */
async function settle(database: Database, { acknowledged, underWay }: Expected) {
  const before = await problemsOf(database, acknowledged);
  if (before.length === 0 || underWay === null) return { person: acknowledged, problems: before };
  const after = await problemsOf(database, underWay);
  if (after.length === 0) return { person: underWay, problems: after };
  return { person: acknowledged, problems: [...before, 'and if it was carried out:', ...after] };
}

async function problemsOf(database: Database, { email, facts, password }: Person) {
  const actual = readFacts(database, email);
  if (actual === null || facts === null)
    return actual === facts ? [] : [`${email} ${actual === null ? 'is missing' : 'is there'}`];
  const found = differences(actual, facts);
  if (!(await isPassword(password, actual.passwordHash))) found.push('the password is another');
  return found.map((each) => `${email}: ${each}`);
}

const passwords = new Map<unknown, Promise<boolean>>();

/** Cached, because each hash is checked often and a check is slow. */
function isPassword(password: string, hash: unknown): Promise<boolean> {
  const key = `${password} ${String(hash)}`;
  const known = passwords.get(key) ?? Bun.password.verify(password, String(hash));
  passwords.set(key, known);
  return known;
}

const wholeSecret = /^[0-9a-f]{64}\n$/;
const wholeMarker = /^This instance[^]+data directory\.\n$/;

function judgeSmallFiles({ dataDir, past, position }: Case, hasAdmin: boolean): string[] {
  const read = (name: string) => {
    const file = join(dataDir, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : null;
  };
  const secret = read('secret.key');
  const marker = read('initialized');
  const isPromised = isBootstrapped(past, position);
  const rules: readonly (readonly [boolean, string])[] = [
    [secret === null || wholeSecret.test(secret), 'secret.key is torn'],
    [!(isPromised || hasAdmin) || secret === past.secretKey, 'secret.key is lost or another'],
    [marker === null || wholeMarker.test(marker), 'the mark of users is torn'],
    [marker !== null || !isPromised, 'the mark of users is lost'],
    [marker === null || hasAdmin, 'there is a mark of users, but no user'],
  ];
  return rules.filter(([holds]) => !holds).map(([, violation]) => violation);
}

function judgePictures({ dataDir, pictures }: Case, database: Database): string[] {
  const rows = database
    .query<{ path: string }, []>(
      'select profile_image as path from users where profile_image is not null',
    )
    .all();
  return rows.flatMap(({ path }) => {
    const name = path.split('/').at(-1) ?? '';
    const file = join(dataDir, 'uploads', 'profiles', name);
    if (!existsSync(file)) return [`picture ${name} is lost`];
    const whole = pictures.get(name);
    const isWhole = whole !== undefined && readFileSync(file).equals(whole);
    return isWhole ? [] : [`picture ${name} is not whole`];
  });
}
