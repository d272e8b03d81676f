// Whatever name a provider sends, the name shown here is valid.
import { describe, expect, test } from 'bun:test';
import type { Exchanged } from '../../src/features/federation/login-codes/schema.ts';
import { exchange, openScene } from '../support/oidc-scene.ts';

const ada = { sub: 'person-1', email: 'ada.l@example.com', email_verified: true };

const names: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
  ['a name', { name: 'Ada Lovelace' }, 'Ada Lovelace'],
  ['a name with spaces around it', { name: '  Ada   Lovelace ' }, 'Ada Lovelace'],
  ['control characters', { name: 'Ada\u0000\u0007\u001b[31m\r\nLove\tlace' }, 'Ada [31m Love lace'],
  ['line ends of Unicode', { name: 'Ada\u2028Love\u2029lace\u0085' }, 'Ada Love lace'],
  ['text that turns round', { name: 'Ada\u202egnp.exe\u2066x\u2069' }, 'Ada gnp.exe x'],
  ['500 characters', { name: 'x'.repeat(500) }, 'x'.repeat(100)],
  ['500 characters of two units each', { name: '😀'.repeat(500) }, '😀'.repeat(100)],
  ['a space where it is cut', { name: `${'x'.repeat(99)} ${'y'.repeat(50)}` }, 'x'.repeat(99)],
  ['half a character', { name: '\ud800Ada' }, '\ufffdAda'],
  ['markup, as text', { name: '<img src=x onerror=alert(1)>' }, '<img src=x onerror=alert(1)>'],
  ['only spaces', { name: ' \u00a0\u3000 ', nickname: 'ada' }, 'ada'],
  ['only what is not seen', { name: '\u200b\u200d\ufeff', preferred_username: 'ada' }, 'ada'],
  ['only control characters', { name: '\u0000\u202e', preferred_username: 'ada' }, 'ada'],
  ['the user name when there is no name', { preferred_username: 'ada' }, 'ada'],
  ['the nickname when there is nothing else', { nickname: 'Countess' }, 'Countess'],
  ['the name before all others', { nickname: 'b', preferred_username: 'c', name: 'a' }, 'a'],
  ['a number', { name: 7 }, 'ada.l'],
  ['a list', { name: ['Ada'] }, 'ada.l'],
  ['an object', { name: { toString: 'Ada' } }, 'ada.l'],
  ['nothing', {}, 'ada.l'],
];

describe('the provider tells', () => {
  test.each(names)('%s', async (_, claims, shown) => {
    await using scene = await openScene();
    scene.provider.person({ ...ada, ...claims });
    const { query } = await scene.browser.signIn();
    const { user } = (await exchange(scene.app, query['code'])).body as Exchanged;
    expect(user.name).toBe(shown);
  });

  test('a name that is none, and the one from before stays', async () => {
    await using scene = await openScene();
    for (const name of ['Ada Lovelace', '\u202e', ' ', undefined]) {
      scene.provider.person({ ...ada, name });
      const { query } = await scene.browser.signIn();
      const { user } = (await exchange(scene.app, query['code'])).body as Exchanged;
      expect(user.name).toBe('Ada Lovelace');
    }
  });

  test('an address with another sign for @, whose first part still is a name', async () => {
    await using scene = await openScene();
    scene.provider.person({ ...ada, email: 'Ada.L\uff20example.com' });
    const { query } = await scene.browser.signIn();
    const { user } = (await exchange(scene.app, query['code'])).body as Exchanged;
    expect(user.name).toBe('Ada.L');
  });
});
