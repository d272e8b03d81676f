// Trust and proxies are the business of a process's environment, so most of this starts one.
import { afterAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOutbound } from '../../src/io/outbound.ts';
import { selfSigned } from '../support/outbound-certificate.ts';
import { httpServer } from '../support/outbound-servers.ts';
import { endProcesses, runProgram } from '../support/process.ts';

afterAll(endProcesses);

const child = Bun.fileURLToPath(import.meta.resolve('../support/outbound-child.ts'));

const secureServer = () => httpServer(() => new Response('trusted'), selfSigned);

describe('a certificate', () => {
  test('that is not trusted is refused', async () => {
    await using server = secureServer();
    expect(await outcome(`https://pictures.example:${server.port}/`)).toBe('tls');
  });

  test('is refused also where the environment says that none is to be checked', async () => {
    await using server = secureServer();
    const url = `https://pictures.example:${server.port}/`;
    expect(await outcome(url, { NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toBe('tls');
  });

  test('of a private authority is trusted when NODE_EXTRA_CA_CERTS names it', async () => {
    await using server = secureServer();
    const url = `https://pictures.example:${server.port}/`;
    expect(await withCertificateFile((path) => outcome(url, { NODE_EXTRA_CA_CERTS: path }))).toBe(
      '200',
    );
  });

  test('for another name is refused all the same', async () => {
    await using server = secureServer();
    const url = `https://login.example:${server.port}/`;
    expect(await withCertificateFile((path) => outcome(url, { NODE_EXTRA_CA_CERTS: path }))).toBe(
      'tls',
    );
  });

  test('is missing where plain HTTP is spoken', async () => {
    await using server = httpServer(() => new Response());
    const outbound = createOutbound({ resolve: () => Promise.resolve(['127.0.0.1']) });
    const call = outbound({
      url: `https://pictures.example:${server.port}/`,
      maxBytes: 1000,
      timeoutMs: 60_000,
      allowAddress: () => true,
    });
    expect(await call.catch((error: unknown) => error)).toMatchObject({ failure: 'tls' });
  });
});

test('a proxy of the environment is not asked', async () => {
  await using server = httpServer(() => new Response());
  await using proxy = httpServer(() => new Response(null, { status: 418 }));
  const address = `http://127.0.0.1:${proxy.port}`;
  const url = `http://pictures.example:${server.port}/`;
  const proxies = { HTTP_PROXY: address, http_proxy: address, ALL_PROXY: address };
  expect(await outcome(url, { ...proxies, NODE_USE_ENV_PROXY: '1', NO_PROXY: '' })).toBe('200');
});

/** What a process with this environment gets: the status, or the failure. It ends by itself. */
async function outcome(url: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { exitCode, out } = await runProgram([child, url], { command: [process.execPath], env });
  expect(exitCode).toBe(0);
  return out.trim();
}

async function withCertificateFile<Value>(use: (path: string) => Promise<Value>): Promise<Value> {
  const directory = mkdtempSync(join(tmpdir(), 'outbound-'));
  try {
    const path = join(directory, 'ca.pem');
    writeFileSync(path, selfSigned.cert);
    return await use(path);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
