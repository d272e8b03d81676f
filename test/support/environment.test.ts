// What a machine has set decides no test.
import { afterAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { childEnv } from './environment.ts';
import { endProcesses, projectRoot, runProgram } from './process.ts';

afterAll(endProcesses);

const proxy = 'http://127.0.0.1:9';
const hostile = {
  TZ: 'Asia/Kathmandu',
  LANG: 'tr_TR.UTF-8',
  LC_ALL: 'tr_TR.UTF-8',
  HTTP_PROXY: proxy,
  http_proxy: proxy,
  HTTPS_PROXY: proxy,
  ALL_PROXY: proxy,
  NO_PROXY: '',
  NODE_ENV: 'production',
  NODE_EXTRA_CA_CERTS: '/nowhere.pem',
  NODE_TLS_REJECT_UNAUTHORIZED: '0',
  FORCE_COLOR: '1',
  DEBUG: '*',
  HOME: '/nowhere',
  TMPDIR: '/nowhere/a b',
  PORT: '1',
  HOST: 'nowhere.invalid',
  APP_URL: 'nonsense',
  DATA_DIR: '/nowhere',
  JWT_SECRET: 'short',
  GITHUB_CLIENT_ID: 'somebody-else',
  OIDC_ENABLED: 'true',
};

test('neither the tests nor their children see what the machine has set', async () => {
  const fixture = `./${join('test', 'support', 'environment-seen.ts')}`;
  const { exitCode, out, err } = await runProgram(['test', fixture], {
    command: [process.execPath],
    cwd: projectRoot,
    env: hostile,
  });
  expect({ exitCode, err: exitCode === 0 ? '' : err }).toEqual({ exitCode: 0, err: '' });
  const [, seen = ''] = /^seen: (.*)$/m.exec(out) ?? [];
  const neutral = Object.fromEntries(
    Object.entries(childEnv()).filter(([name]) => name !== 'TMPDIR'),
  );
  expect(JSON.parse(seen)).toEqual({
    own: { ...neutral, NODE_ENV: 'test' },
    child: neutral,
    timeZone: 'UTC',
    answer: 200,
  });
});
