import { describe, expect, test } from 'bun:test';
import { firstIdAt, formatId, newId, parseId, sameId } from '../../src/core/uuid.ts';

describe('an id', () => {
  test('is a UUID of version 7, so ids sort in the order they were made', () => {
    const ids = Array.from({ length: 200 }, () => formatId(newId()));
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(200);
  });

  test('survives being written and read, in capitals too', () => {
    const id = newId();
    expect(parseId(formatId(id))).toEqual(id);
    expect(parseId(formatId(id).toUpperCase())).toEqual(id);
    expect(sameId(id, new Uint8Array(id))).toBe(true);
    expect(sameId(id, newId())).toBe(false);
  });

  test('made in a millisecond sorts after the first of this and before the first of the next one', () => {
    const id = Buffer.from(newId());
    const time = Number(id.readBigUInt64BE() >> 16n);
    expect(Buffer.compare(firstIdAt(time), id)).toBe(-1);
    expect(Buffer.compare(firstIdAt(time + 1), id)).toBe(1);
  });

  const good = formatId(newId());
  test.each([
    '',
    'x',
    good.slice(1),
    `${good}0`,
    `${good}\n`,
    ` ${good}`,
    good.replaceAll('-', ''),
    `{${good}}`,
    `urn:uuid:${good}`,
    good.replace(/^./, 'g'),
    good.replace('-', '_'),
  ])('is not what %j says', (text) => {
    expect(parseId(text)).toBeNull();
  });
});
