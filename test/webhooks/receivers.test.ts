// The receivers of the handbook, run as they stand there: against a real server, and against calls that are forged.
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { join as pathOf } from 'node:path';
import { webhookKey, webhookSignature } from '../../src/core/webhook-signature.ts';
import { until } from '../outbox/channel.ts';
import {
  canRun,
  directory,
  endProcesses,
  fromSource,
  projectRoot,
  startProgram,
  startServer,
} from '../support/process.ts';
import { blocksOf } from '../support/verify-kit/handbook-code.ts';
import { reservePort } from '../support/verify-kit/running-example.ts';
import { webhookSecret } from './receiver.ts';

setDefaultTimeout(240_000);
afterAll(endProcesses);

const page = pathOf(projectRoot, 'src/web/handbook/webhooks.md');
const blocks = await blocksOf(page);
const codeIn = (language: string) =>
  blocks.find((block) => block.language === language)?.text ?? '';

const python = ['python3', '/usr/bin/python3'].find(
  (name) => Bun.which(name) !== null && canRun([name, '-c', 'import http.server'], projectRoot),
);
if (python === undefined) console.log('skipped: the receiver in Python, which is not installed');

const receivers = [
  { file: 'receiver.mjs', language: 'js', program: Bun.which('node') ?? process.execPath },
  ...(python === undefined ? [] : [{ file: 'receiver.py', language: 'python', program: python }]),
];

interface Call {
  readonly id?: string;
  /** Seconds from now. */
  readonly offset?: number;
  readonly body: string;
  readonly secret?: string;
  readonly change?: (headers: Record<string, string>) => void;
}

const person = (name: string, timestamp = '2026-03-02T10:30:00.000Z', type = 'user.updated') =>
  JSON.stringify({ type, timestamp, data: { user: { id: 'ada', name }, actor: null } });

let count = 0;

function post(origin: string, { body, secret = webhookSecret, offset = 0, ...call }: Call) {
  const id = call.id ?? `msg_${(count += 1)}`;
  const timestamp = Math.floor(Date.now() / 1000) + offset;
  const headers: Record<string, string> = {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': webhookSignature(webhookKey(secret), { id, timestamp, body }),
  };
  call.change?.(headers);
  return fetch(`${origin}/hooks`, { method: 'POST', headers, body });
}

const otherSecret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
const signatureOf = (headers: Record<string, string>) => headers['webhook-signature'] ?? '';

const idle = () => Promise.resolve();

async function statusOf(origin: string, call: Call): Promise<number> {
  return (await post(origin, call)).status;
}

/** As while a secret is replaced: one of several signatures is right. */
function signTwice(headers: Record<string, string>): void {
  headers['webhook-signature'] = `v1,AAAA ${signatureOf(headers)}`;
}

const forged: readonly (readonly [name: string, call: Call])[] = [
  ['another secret', { body: person('Eve'), secret: otherSecret }],
  ['a time ten minutes ago', { body: person('Eve'), offset: -600 }],
  ['a time in ten minutes', { body: person('Eve'), offset: 600 }],
  ...(
    [
      ['no signature', (headers) => delete headers['webhook-signature']],
      ['no time', (headers) => delete headers['webhook-timestamp']],
      ['a time that is none', (headers) => (headers['webhook-timestamp'] = 'now')],
      ['another id', (headers) => (headers['webhook-id'] = 'msg_other')],
      [
        'a newer time than was signed',
        (headers) =>
          (headers['webhook-timestamp'] = String(Number(headers['webhook-timestamp']) + 1)),
      ],
      [
        'another version of signatures',
        (headers) => (headers['webhook-signature'] = signatureOf(headers).replace('v1,', 'v1a,')),
      ],
      [
        'a part of the signature',
        (headers) => (headers['webhook-signature'] = signatureOf(headers).slice(0, -8)),
      ],
    ] as readonly (readonly [string, (headers: Record<string, string>) => unknown])[]
  ).map(([name, change]) => [name, { body: person('Eve'), change }] as const),
];

describe.each(receivers)('the receiver $file', ({ file, language, program }) => {
  let origin = '';
  let stop: () => Promise<void> = idle;

  beforeAll(async () => {
    const place = pathOf(directory(), file);
    await Bun.write(place, codeIn(language));
    const { port, release } = await reservePort();
    const env = { WEBHOOK_SECRET: webhookSecret, PORT: String(port) };
    const child = startProgram([], { command: [program, place], env });
    origin = `http://127.0.0.1:${port}`;
    stop = async () => {
      child.kill('SIGKILL');
      await child.exited;
      release();
    };
    await until(async () => {
      if (child.exitCode !== null) throw new Error('The receiver ended when it was started');
      return fetch(`${origin}/people`).then(
        () => true,
        () => false,
      );
    });
  });
  afterAll(() => stop());

  const everybody = async () => {
    const list = (await (await fetch(`${origin}/people`)).json()) as { id: string; name: string }[];
    return list.map(({ id, name }) => `${id} ${name}`);
  };
  /** Those of the calls that a test makes itself, and those of a real server. */
  const people = async () => (await everybody()).filter((each) => each.startsWith('ada '));
  const accounts = async () => (await everybody()).filter((each) => !each.startsWith('ada '));

  const status = (call: Call) => statusOf(origin, call);

  test('begins with a comment that says how it is started', () => {
    expect(codeIn(language).split('\n')[0]).toMatch(/^(?:\/\/|#) receiver\.\w+: (?:node|python3) /);
  });

  test.each(forged)('refuses a call with %s', async (_name, call) => {
    expect((await post(origin, call)).status).toBe(401);
    expect(await people()).not.toContain('ada Eve');
  });

  test('refuses a body that was changed on its way', async () => {
    const id = 'msg_changed';
    const timestamp = Math.floor(Date.now() / 1000);
    const body = person('Ada');
    const signature = webhookSignature(webhookKey(webhookSecret), { id, timestamp, body });
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signature,
    };
    const changed = { method: 'POST', headers, body: person('Eve') };
    expect((await fetch(`${origin}/hooks`, changed)).status).toBe(401);
  });

  test('refuses what is too long', async () => {
    const body = person('x'.repeat(1_000_001));
    expect((await post(origin, { body })).status).toBe(413);
  });

  test('takes each call once, and the newest of each account, in whatever order they come', async () => {
    expect(await status({ id: 'msg_a', body: person('Ada'), change: signTwice })).toBe(204);
    expect(await people()).toEqual(['ada Ada']);
    expect(await status({ id: 'msg_a', body: person('Repeated', '2026-03-03') })).toBe(204);
    expect(await status({ id: 'msg_b', body: person('Older', '2026-03-01') })).toBe(204);
    expect(await people()).toEqual(['ada Ada']);
    expect(await status({ body: person('Ada King', '2026-03-04') })).toBe(204);
    expect(await people()).toEqual(['ada Ada King']);
    expect(await status({ body: person('Ada King', '2026-03-05', 'user.deleted') })).toBe(204);
    expect(await status({ body: person('Late', '2026-03-04T12') })).toBe(204);
    expect(await people()).toEqual([]);
  });

  test('keeps up with a real server', async () => {
    const env = { WEBHOOK_URL: `${origin}/hooks`, WEBHOOK_SECRET: webhookSecret };
    await using server = await startServer({ command: [...fromSource, 'serve'], env });
    const join = async (email: string, name: string) => {
      const account = { email, name, password: 'correct horse battery' };
      const answer = await server.post('/api/auth/register', account);
      return (await answer.json()) as { access_token: string; user: { id: string } };
    };
    const ada = await join('ada@example.com', 'Ada');
    const grace = await join('grace@example.com', 'Grace Ünal');
    await until(async () => (await accounts()).length === 2);
    expect(await accounts()).toContain(`${grace.user.id} Grace Ünal`);
    const headers = {
      authorization: `Bearer ${ada.access_token}`,
      'content-type': 'application/json',
    };
    const profile = { method: 'PATCH', headers, body: JSON.stringify({ name: 'Ada King' }) };
    expect((await fetch(`${server.origin}/api/auth/profile`, profile)).status).toBe(200);
    const path = `/api/admin/users/${grace.user.id}`;
    expect((await fetch(server.origin + path, { method: 'DELETE', headers })).status).toBe(200);
    const expected = JSON.stringify([`${ada.user.id} Ada King`]);
    await until(async () => JSON.stringify(await accounts()) === expected);
    expect(await server.stop()).toBe(0);
  });
});
