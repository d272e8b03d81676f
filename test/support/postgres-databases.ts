import { SQL } from 'bun';

/** Runs SQL on a server of the tests. */
export async function ask<Row>(url: string, text: string): Promise<readonly Row[]> {
  await using sql = new SQL(url, { max: 1 });
  const rows: Row[] = await sql.unsafe(text);
  return [...rows];
}

/** The address of a new database without tables. */
export async function newDatabase(server: string): Promise<string> {
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  await ask(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
