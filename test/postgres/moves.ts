// Instances with a row in every table, and what their databases hold.
import { join } from 'node:path';
import { parsePostgresUrl, type PostgresAddress } from '../../src/core/postgres-address.ts';
import { copiedTables, type TableModel } from '../../src/db/table-model.ts';
import { openBulk } from '../../src/db/postgres/bulk.ts';
import { openDraft } from '../../src/db/sqlite/copy.ts';
import type { Kysely } from 'kysely';
import { type Id, newId } from '../../src/core/uuid.ts';
import type { Database, WriteTransaction } from '../../src/db/port.ts';
import type { Schema } from '../../src/db/schema.ts';
import { commandOn, inhabited, type Inhabited } from '../backup/copies.ts';
import { linkRequest, linkTicket } from '../support/link-rows.ts';
import { ask } from '../support/postgres-databases.ts';
import {
  auditEntry,
  bytes,
  exchangeCode,
  flow,
  group,
  invitation,
  message,
  namedToken,
  oneTimeLink,
  user,
} from '../support/sample-rows.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { temporaryDirectory } from '../support/test-database.ts';

function addressOf(url: string): PostgresAddress {
  const parsed = parsePostgresUrl(url);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.value;
}

/** An instance with a SQLite file, whatever database the other tests use, and with a row in every table. */
async function filled(path: string): Promise<Inhabited> {
  const it = await inhabited({ DATA_DIR: path, DATABASE_URL: `${path}/anchor.db` });
  await fillRest(it.app);
  return it;
}

/** Adds rows to the tables of short-lived and of rare things. */
export async function fillRest(app: TestApp): Promise<void> {
  await app.database.write(async (trx) => {
    const session = await trx.selectFrom('sessions').selectAll().executeTakeFirstOrThrow();
    const { user_id, id: session_id } = session;
    const later = Date.now() + 3_600_000;
    const soon = { user_id, session_id, created_at: Date.now(), expires_at: later };
    await trx
      .insertInto('sign_in_flows')
      .values({ ...flow, ...soon })
      .execute();
    await trx
      .insertInto('exchange_codes')
      .values({ ...exchangeCode, ...soon })
      .execute();
    await trx
      .insertInto('unlinked_subjects')
      .values(
        // Sorted otherwise by the engines than by bytes.
        ['a', 'B', 'Ä', '_', '\u{1F600}', ''].map((subject) => ({
          provider: 'oidc' as const,
          issuer: 'https://id.example.com',
          subject,
          user_id,
          unlinked_at: later,
        })),
      )
      .execute();
    await trx
      .insertInto('used_id_tokens')
      .values({ token_hash: bytes.toReversed(), expires_at: later })
      .execute();
    await trx
      .insertInto('used_logout_tokens')
      .values({ token_hash: bytes, sid_hash: bytes.toReversed(), expires_at: later })
      .execute();
    await trx
      .insertInto('named_tokens')
      .values({ ...namedToken, user_id })
      .execute();
    await fillGroups(trx, user_id);
    await fillProviderMove(trx, user_id);
    await fillMessages(trx, user_id);
    const expires_at = later;
    await trx
      .insertInto('link_tickets')
      .values({ ...linkTicket, user_id, expires_at })
      .execute();
    await trx
      .insertInto('link_requests')
      .values({ ...linkRequest, user_id, expires_at })
      .execute();
  });
}

async function fillGroups(trx: WriteTransaction, user_id: Id): Promise<void> {
  await trx.insertInto('groups').values(group).execute();
  for (const source of ['local', 'oidc'] as const) {
    await trx
      .insertInto('group_members')
      .values({ group_id: group.id, user_id, source, created_at: 1 })
      .execute();
  }
}

async function fillProviderMove(trx: WriteTransaction, user_id: Id): Promise<void> {
  const issuers = { from_issuer: 'https://old.example.com', to_issuer: 'https://new.example.com' };
  const move = { id: newId(), provider: 'oidc', ...issuers, began_at: 1, ends_at: 2 } as const;
  await trx.insertInto('provider_moves').values(move).execute();
  await trx
    .insertInto('moved_identities')
    .values({
      move_id: move.id,
      user_id,
      issuer: issuers.from_issuer,
      subject: 'old',
      email: 'grace@example.com',
      email_follows: 0,
      created_at: 1,
      last_used_at: 1,
      new_issuer: issuers.to_issuer,
      new_subject: 'new',
      had_password: 1,
      moved_at: 1,
    })
    .execute();
}

async function fillMessages(trx: WriteTransaction, user_id: Id): Promise<void> {
  await trx
    .insertInto('one_time_links')
    .values({ ...oneTimeLink, user_id })
    .execute();
  await trx
    .insertInto('invitations')
    .values({ ...invitation, made_by: user_id })
    .execute();
  await trx.insertInto('outbox').values(message).execute();
  await trx.insertInto('notice_times').values({ name: 'waiting', at: 1 }).execute();
}

/** The rows of every table that is copied, each as text, in an order of their own. */
export type Contents = Readonly<Record<string, readonly string[]>>;

async function contentsOf(db: Kysely<Schema>): Promise<Contents> {
  const found: Record<string, readonly string[]> = {};
  for (const table of await copiedTables()) found[table.name] = await rowsOf(db, table);
  return found;
}

async function rowsOf(db: Kysely<Schema>, { name, columns }: TableModel) {
  const any = db.withTables<Record<string, Record<string, unknown>>>();
  const rows = await any.selectFrom(name).selectAll().execute();
  return rows.map((row) => JSON.stringify(columns.map((each) => readable(row[each])))).toSorted();
}

function readable(value: unknown): unknown {
  return value instanceof Uint8Array ? `bytes ${value.toHex()}` : value;
}

export async function contentsOfFile(file: string): Promise<Contents> {
  const draft = openDraft(file);
  try {
    return await contentsOf(draft.db);
  } finally {
    await draft.close();
  }
}

export async function contentsOfServer(url: string): Promise<Contents> {
  await using connection = await openBulk(addressOf(url));
  return contentsOf(connection.db);
}

/** The names of the tables in the first schema. */
export async function tablesOf(url: string): Promise<readonly string[]> {
  const rows = await ask<{ readonly name: string }>(
    url,
    'select table_name as name from information_schema.tables where table_schema = current_schema()',
  );
  return rows.map(({ name }) => name).toSorted();
}

/** The contents without the entry that a move itself records. */
export function withoutMove({ audit_log: audit = [], ...rest }: Contents): Contents {
  return { ...rest, audit_log: audit.filter((row) => !row.includes('"instance.moved"')) };
}

/** The contents without the fingerprint of the key for access tokens, which the next opening writes again. */
export function withoutSigningKey({ settings = [], ...rest }: Contents): Contents {
  return { ...rest, settings: settings.filter((row) => !row.includes('"fingerprint.signing"')) };
}

/** A stopped instance with a SQLite file and a row in every table. */
export async function stopped() {
  const place = temporaryDirectory();
  const dataDir = join(place.path, 'data');
  const it = await filled(dataDir);
  await it.app[Symbol.asyncDispose]();
  return {
    tokens: it.tokens,
    dataDir,
    path: (name: string) => join(place.path, name),
    contents: () => contentsOfFile(join(dataDir, 'anchor.db')),
    start: () => createTestApp({ DATA_DIR: dataDir, DATABASE_URL: join(dataDir, 'anchor.db') }),
    command: commandOn(dataDir),
    [Symbol.dispose]: () => {
      place[Symbol.dispose]();
    },
  };
}

/** Adds accounts, each with an entry of the audit log in the same change, until it is disposed of. */
export class BusyWriter implements AsyncDisposable {
  readonly #database: Database;
  readonly #writing: Promise<void>;
  #isOver = false;
  #count = 0;

  constructor(database: Database) {
    this.#database = database;
    this.#writing = this.#write();
  }

  async #write(): Promise<void> {
    for (; !this.#isOver; this.#count += 1) {
      const account = { ...user, id: newId(), email_key: `${this.#count}@example.com` };
      const entry = { ...auditEntry, id: newId(), event: 'user.created' };
      await this.#database.write(async (trx) => {
        await trx.insertInto('users').values(account).execute();
        await trx.insertInto('audit_log').values(entry).execute();
      });
    }
  }

  /** Waits for so many more changes. */
  async written(more: number): Promise<void> {
    const enough = this.#count + more;
    while (this.#count < enough) await Promise.race([Bun.sleep(1), this.#writing]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await this.#writing;
  }
}
