import { describe, expect, test } from 'bun:test';
import { STATUS_CODES } from 'node:http';
import { AppError, errorTable, validationError } from '../../src/core/errors.ts';
import { reasonPhrase } from '../../src/core/reason-phrases.ts';
import { type Fault, fieldFaults } from '../../src/core/field-faults.ts';
import { switchValue } from '../support/environment.ts';
import promised from '../snapshots/errors.json';
import promisedFaults from '../snapshots/field-faults.json';

const file = new URL('../snapshots/errors.json', import.meta.url);
const faultsFile = new URL('../snapshots/field-faults.json', import.meta.url);

/** Codes and sentences are public: they change only on purpose, with a line in the changelog. */
test('the codes, statuses and sentences of refusals are the ones in test/snapshots/errors.json', async () => {
  if (switchValue('UPDATE_SNAPSHOTS') === '1') {
    await Bun.write(file, `${JSON.stringify(errorTable, null, 2)}\n`);
    return;
  }
  const changed = [...new Set([...Object.keys(promised), ...Object.keys(errorTable)])].filter(
    (code) => !Bun.deepEquals(errorTable[code as never], promised[code as never]),
  );
  expect({ changed, cure: '' }).toEqual({
    changed: [],
    cure: changed.length === 0 ? '' : 'UPDATE_SNAPSHOTS=1 bun test test/core/errors.test.ts',
  });
});

/** Clients translate by these, so they change only on purpose too. */
test('the faults of fields and what they tell are the ones in test/snapshots/field-faults.json', async () => {
  if (switchValue('UPDATE_SNAPSHOTS') === '1') {
    await Bun.write(faultsFile, `${JSON.stringify(fieldFaults, null, 2)}\n`);
    return;
  }
  expect(JSON.stringify(fieldFaults), 'UPDATE_SNAPSHOTS=1 bun test test/core/errors.test.ts').toBe(
    JSON.stringify(promisedFaults),
  );
});

test.each(Object.keys(fieldFaults))('%s is a name for programs', (code) => {
  expect(code).toMatch(/^[a-z]+(?:_[a-z]+)*$/);
});

/** The type checker refuses each of these, so the test fails to compile when it no longer does. */
test('the type of a fault has the params of its code and no others', () => {
  const faults: Fault[] = [
    { code: 'required' },
    { code: 'too_long', params: { max: 3 } },
    // @ts-expect-error without its params
    { code: 'too_long' },
    // @ts-expect-error with another name
    { code: 'too_long', params: { min: 3 } },
    // @ts-expect-error with params that the code does not have
    { code: 'required', params: { max: 3 } },
  ];
  expect(faults).toHaveLength(5);
});

describe('a refusal', () => {
  test.each(Object.entries(errorTable))(
    '%s has a status, a sentence and a name for programs',
    (code, entry) => {
      expect(code).toMatch(/^[a-z]+(?:_[a-z]+)*$/);
      expect(entry.status).toBeWithin(400, 600);
      expect(entry.message).toMatch(/^[A-Z][^%\n]*$/);
    },
  );

  test.each(Object.entries(errorTable))('%s names its status as HTTP does', (_, { status }) => {
    expect(reasonPhrase(status)).toBe(STATUS_CODES[status] ?? '');
  });

  test('has the status and sentence of its code, its cause kept apart', () => {
    const cause = new Error('the disk said something');
    const error = new AppError('storage_unavailable', { cause, retryAfterSeconds: 5 });
    expect(error).toMatchObject({
      name: 'AppError',
      code: 'storage_unavailable',
      status: 503,
      message: errorTable.storage_unavailable.message,
      retryAfterSeconds: 5,
      cause,
    });
  });

  test('of several fields says everything in one sentence', () => {
    const details = [
      { field: 'email', message: 'email is required', code: 'required' },
      { field: 'name', message: 'name must not be blank', code: 'blank' },
    ] as const;
    expect(validationError(details)).toMatchObject({
      code: 'validation_failed',
      status: 400,
      message: 'email is required; name must not be blank',
      details,
    });
  });
});
