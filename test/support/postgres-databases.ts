import { SQL } from 'bun';
import { postgresServer } from './postgres-server.ts';

/** Runs SQL on a server of the tests. */
export async function ask<Row>(url: string, text: string): Promise<readonly Row[]> {
  await using sql = new SQL(url, { max: 1 });
  const rows: Row[] = await sql.unsafe(text);
  return [...rows];
}

interface DatabaseOptions {
  /** The address of the server; that of `postgresServer()` when absent. */
  readonly server?: string;
  /** What follows the name in `create database`, such as a template. */
  readonly clause?: string;
}

/** The address of a new database, without tables unless it is copied from another. */
export async function newDatabase({ server, clause = '' }: DatabaseOptions = {}): Promise<string> {
  const url = new URL(server ?? (await postgresServer()));
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  await ask(url.href, `create database ${name} ${clause}`);
  url.pathname = `/${name}`;
  return url.href;
}
