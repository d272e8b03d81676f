// Which authorities are trusted is set in the environment of a process, so each test starts one.
import { afterAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endProcesses, runProgram } from '../../support/process.ts';
import { Authority } from '../../support/smtp/certificates.ts';
import { mailServer } from '../../support/smtp/server.ts';

afterAll(endProcesses);

const child = Bun.fileURLToPath(import.meta.resolve('../../support/smtp/delivery-child.ts'));
const authority = new Authority();
const certificate = authority.issue({ names: ['mail.example'] });

describe('a certificate of a private authority', () => {
  test('is trusted when NODE_EXTRA_CA_CERTS names the authority', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'mail-'));
    try {
      const path = join(directory, 'ca.pem');
      writeFileSync(path, authority.cert);
      expect(await outcome({ NODE_EXTRA_CA_CERTS: path })).toBe('delivered');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test('is refused else', async () => {
    expect(await outcome({})).toBe('certificate_untrusted');
  });

  test('is refused also where the environment says that none is to be checked', async () => {
    expect(await outcome({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toBe('certificate_untrusted');
  });
});

/** How a delivery by a process with this environment ends. */
async function outcome(env: Readonly<Record<string, string>>): Promise<string> {
  await using mail = await mailServer({ tls: 'starttls', certificate });
  const args = [child, String(mail.port)];
  const { exitCode, out } = await runProgram(args, { command: [process.execPath], env });
  expect(exitCode).toBe(0);
  return out.trim();
}
