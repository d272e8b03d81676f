import { expect } from 'bun:test';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from './environment.ts';
import { directory, runProgram, startServer } from './process.ts';

/** The data directory of a server that has had a user and was stopped in good order. */
export async function usedDataDir(): Promise<string> {
  const server = await startServer();
  const person = { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada' };
  expect((await server.post('/api/auth/register', person)).status).toBe(201);
  expect(await server.stop()).toBe(0);
  return server.dataDir;
}

/** A copy of a data directory, to be damaged. */
export function copyOf(dataDir: string): string {
  const copy = join(directory(), 'data');
  cpSync(dataDir, copy, { recursive: true });
  return copy;
}

/** What a start that must fail says; always one line with the cure behind it. */
export async function refusal(env: Env): Promise<string> {
  const { exitCode, out, err } = await runProgram([], { env: { PORT: '0', ...env } });
  expect(exitCode).toBe(1);
  expect(out).not.toContain('anchor-auth is ready');
  expect(err).toMatch(/^anchor-auth: [^\n]+; [^\n]+\n$/);
  return err.slice('anchor-auth: '.length).trimEnd();
}

/** Every file, byte for byte, but the mark of an orderly stop, which each stop leaves anew. */
export function contents(dataDir: string): Readonly<Record<string, string>> {
  const entries = readdirSync(dataDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== 'clean-stop');
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path).toString('hex')]));
}
