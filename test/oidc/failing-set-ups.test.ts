// Each set-up that fails gets the finding that names what helps, and the handbook says the same.
import { describe, expect, test } from 'bun:test';
import type { OidcTest } from '../../src/features/admin/providers/schema.ts';
import { addAdmin } from '../admin/administrator.ts';
import { restoreClockAfterEach, stopClockAtSecond } from '../support/clock.ts';
import { openScene, oidcEnv } from '../support/oidc-scene.ts';
import { selfSigned } from '../support/outbound-certificate.ts';
import { httpServer } from '../support/outbound-servers.ts';
import { startProvider } from '../support/provider/provider.ts';
import { createTestApp } from '../support/test-app.ts';
import { type FailingSetUp, failingSetUps } from './failing-set-ups.ts';
import { type FailingSignIn, failingSignIns } from './failing-sign-ins.ts';
import { tested } from './sign-in-tester.ts';

restoreClockAfterEach();

type Finding = OidcTest['findings'][number];

const appUrl = 'https://auth.example.com';

/** What the check says of a set-up, with the addresses of the handbook. */
async function checked({ provider: options, arrange, ...setUp }: FailingSetUp) {
  stopClockAtSecond();
  await using provider = await startProvider(options);
  await using secured = httpServer(() => new Response(), selfSigned);
  const origin = setUp.isSelfSigned ? `https://127.0.0.1:${secured.port}` : provider.origin;
  await arrange?.(provider);
  const own = setUp.isSelfSigned ? origin : provider.issuer;
  const OIDC_ISSUER_URL = setUp.issuer?.(provider) ?? own;
  const base = { APP_URL: appUrl, ...oidcEnv(provider), OIDC_ISSUER_URL };
  await using app = await createTestApp({ ...base, ...setUp.env?.(provider) });
  const { body } = await (await addAdmin(app)).ask('POST', '/settings/oidc/test', {});
  const { findings } = body as OidcTest;
  return { findings, origin };
}

/** What the test of a sign-in says. */
async function tried({ env = {}, claims, script = {}, arrange }: FailingSignIn) {
  await using scene = await openScene({ env });
  const { provider } = scene;
  if (claims !== undefined) provider.person({ sub: 'person-1', ...claims });
  provider.script(script);
  await arrange?.(scene);
  const report = await tested(scene, await addAdmin(scene.app));
  return { findings: report?.findings ?? [], origin: provider.origin };
}

/** The sentences of a finding, with the addresses of the handbook in place of those of the test. */
function sentences({ message, cure }: Finding, origin: string): [string, string] {
  const plain = (text: string) =>
    text
      .replaceAll(origin.replace('http:', 'https:'), 'https://id.example.com')
      .replaceAll(origin, 'https://id.example.com')
      .replaceAll(new URL(origin).host, 'id.example.com')
      .replaceAll('http://127.0.0.1:9', 'https://id.example.com')
      .replaceAll('127.0.0.1:9', 'id.example.com');
  return [plain(message), cure === null ? '' : plain(cure)];
}

/** The rows of the tables of the handbook, by their first column. */
const handbook = new Map<string, [string, string]>(
  (await Bun.file('src/web/handbook/failing-set-ups.md').text())
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, name = '', says = '', helps = '']) => [name, [says, helps]]),
);

describe('the check says, and the handbook too, what helps when', () => {
  test.each([...failingSetUps])('$name', async (setUp) => {
    const { findings, origin } = await checked(setUp);
    const found = findings.find(
      ({ code, cureCode }) => code === setUp.code && cureCode === setUp.cure,
    );
    if (found === undefined) throw new Error(JSON.stringify(findings, null, 2));
    expect(handbook.get(setUp.name)).toEqual(sentences(found, origin));
  });
});

describe('the test of a sign-in says, and the handbook too, what helps when', () => {
  test.each([...failingSignIns])('$name', async (signIn) => {
    const { findings, origin } = await tried(signIn);
    const found = findings.find(
      ({ code, cureCode }) => code === signIn.code && cureCode === signIn.cure,
    );
    if (found === undefined) throw new Error(JSON.stringify(findings, null, 2));
    expect(handbook.get(signIn.name)).toEqual(sentences(found, origin));
  });
});

test('the handbook lists these set-ups in this order, and no others', () => {
  const names = [...handbook.keys()].filter(
    (name) => name !== 'What is wrong' && !/^-+$/.test(name),
  );
  expect(names).toEqual([...failingSetUps, ...failingSignIns].map(({ name }) => name));
});
