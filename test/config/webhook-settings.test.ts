import { describe, expect, test } from 'bun:test';
import { loadConfig } from '../../src/config/config.ts';
import { problemsOf } from './attempt.ts';

const secret = `whsec_${Buffer.from('a secret of more than 24 bytes').toString('base64')}`;
const form =
  'takes an https:// address without user name and #, such as https://app.example.com/hooks (http:// only on this machine and in private networks)';

describe('WEBHOOK_URL', () => {
  test.each([
    'https://app.example.com/hooks?token=1',
    'https://192.168.1.7:8443/',
    'http://localhost:3001/hooks',
    'http://10.0.0.7/',
    'http://[fd00::1]:80/',
    'http://receiver:8080/hooks',
  ])('may be %s', (url) => {
    const { config, warnings } = loadConfig({ env: { WEBHOOK_URL: url, WEBHOOK_SECRET: secret } });
    expect(config.webhook?.url).toBe(new URL(url).href);
    expect(warnings).toEqual([]);
  });

  test.each([
    'app.example.com/hooks',
    'ftp://app.example.com/',
    'http://93.184.216.34/',
    'http://[2606:2800:220:1::1]/',
    'https://app.example.com/#hooks',
    `https://app.example.com/${'x'.repeat(2000)}`,
  ])('may not be %s', (url) => {
    const [problem = ''] = problemsOf({ WEBHOOK_URL: url, WEBHOOK_SECRET: secret });
    expect(problem).toStartWith(`WEBHOOK_URL ${form}; got "`);
  });

  test('shows no password that is in it', () => {
    const url = 'https://me:CANARY@app.example.com/';
    expect(problemsOf({ WEBHOOK_URL: url, WEBHOOK_SECRET: secret })).toEqual([
      `WEBHOOK_URL ${form}; got "https://…@app.example.com/"`,
    ]);
  });

  test('needs WEBHOOK_SECRET', () => {
    expect(problemsOf({ WEBHOOK_URL: 'https://app.example.com/' })).toEqual([
      'WEBHOOK_SECRET takes the secret with which the receiver at WEBHOOK_URL checks what it gets, and is not set',
    ]);
  });
});

test('WEBHOOK_SECRET without a receiver is allowed, with a warning', () => {
  const { config, warnings } = loadConfig({ env: { WEBHOOK_SECRET: secret } });
  expect(config.webhook).toBeNull();
  expect(warnings).toEqual(['WEBHOOK_SECRET is not used, because WEBHOOK_URL is not set']);
});

describe('WEBHOOK_EVENTS', () => {
  const url = { WEBHOOK_URL: 'https://app.example.com/', WEBHOOK_SECRET: secret };

  test('names some of all events', () => {
    expect(loadConfig({ env: url }).config.webhook?.events).toHaveLength(8);
    const all = { ...url, WEBHOOK_EVENTS: 'All' };
    expect(loadConfig({ env: all }).config.webhook?.events).toHaveLength(8);
    const some = { ...url, WEBHOOK_EVENTS: 'user.deleted, user.disabled user.deleted' };
    expect(loadConfig({ env: some }).config.webhook?.events).toEqual([
      'user.deleted',
      'user.disabled',
    ]);
  });

  test('names no others', () => {
    expect(problemsOf({ ...url, WEBHOOK_EVENTS: 'user.deleted,deleted' })).toEqual([
      'WEBHOOK_EVENTS takes user.registered, user.pending, user.approved, user.rejected, user.updated, user.disabled, user.deleted or user.email_changed; got "deleted"',
    ]);
  });
});
