// Values that the database keeps as JSON, when another program or a damaged disk has changed them.
import { describe, expect, test } from 'bun:test';
import { readDetails } from '../../src/features/audit/rules.ts';
import { readLanding } from '../../src/features/federation/flow-store/rules.ts';

describe('the answer to a callback', () => {
  test('is read as it was stored', () => {
    const landing = { path: '/login', query: { redirect: '/account' }, hasCode: true };
    expect(readLanding(JSON.stringify(landing))).toEqual(landing);
  });

  test.each([
    'null',
    '[]',
    '{"path":"/login","query":{}}',
    '{"path":1,"query":{},"hasCode":true}',
    '{"path":"/login","query":[],"hasCode":true}',
    '{"path":"/login","query":{"code":1},"hasCode":true}',
  ])('%s is no page to redirect to', (text) => {
    expect(() => readLanding(text)).toThrow('A stored answer to a callback is damaged');
  });
});

describe('the details of an audit entry', () => {
  test('are read as they were stored', () => {
    const details = { reason: 'invalid_token', count: 3, disconnected: false };
    expect(readDetails(JSON.stringify(details))).toEqual(details);
  });

  test.each([
    ['{"reason":"x","more":{"a":1},"list":[],"none":null}', { reason: 'x' }],
    ['[1]', {}],
    ['null', {}],
  ])('%s shows only values that an entry can have', (text, shown) => {
    expect(readDetails(text)).toEqual(shown);
  });
});
