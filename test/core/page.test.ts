import { describe, expect, test } from 'bun:test';
import { AppError } from '../../src/core/errors.ts';
import { type Page, parsePage } from '../../src/core/page.ts';

type Query = Parameters<typeof parsePage>[0];

const pages: readonly (readonly [Query, Page])[] = [
  [{}, { skip: 0, take: 50 }],
  [
    { skip: undefined, take: undefined },
    { skip: 0, take: 50 },
  ],
  [
    { skip: '0', take: '1' },
    { skip: 0, take: 1 },
  ],
  [{ take: '200' }, { skip: 0, take: 200 }],
  [{ skip: '100' }, { skip: 100, take: 50 }],
  [
    { skip: '007', take: '010' },
    { skip: 7, take: 10 },
  ],
  [{ skip: '1000000000' }, { skip: 1_000_000_000, take: 50 }],
];

test.each([...pages])('the query %j asks for the page %j', (query, page) => {
  expect(parsePage(query)).toEqual(page);
});

const skipProblem = 'skip must be a whole number from 0 to 1000000000';
const takeProblem = 'take must be a whole number from 1 to 200';

function refusalOf(query: Query): unknown {
  try {
    return parsePage(query);
  } catch (error) {
    return error;
  }
}

const rubbish = [
  '',
  ' ',
  '-1',
  '+1',
  '1.5',
  '1e2',
  '0x10',
  ' 1',
  '1 ',
  'ten',
  'NaN',
  'Infinity',
  '١',
];

describe('a page is refused', () => {
  test.each([...rubbish, '1000000001', '9999999999', '99999999999999999999'])(
    'when skip is %j',
    (skip) => {
      expect(refusalOf({ skip })).toMatchObject({
        code: 'validation_failed',
        details: [{ field: 'skip', message: skipProblem }],
      });
    },
  );

  test.each([...rubbish, '0', '201', '1000000'])('when take is %j', (take) => {
    expect(refusalOf({ take })).toMatchObject({
      code: 'validation_failed',
      details: [{ field: 'take', message: takeProblem }],
    });
  });

  test('with both fields named when both are wrong', () => {
    const refusal = refusalOf({ skip: 'x', take: '<script>' });
    expect(refusal).toBeInstanceOf(AppError);
    expect(String(refusal)).toContain(`${skipProblem}; ${takeProblem}`);
    expect(String(refusal)).not.toContain('script');
  });
});
