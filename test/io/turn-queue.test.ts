import { describe, expect, test } from 'bun:test';
import { TurnQueue } from '../../src/io/turn-queue.ts';

interface Entry {
  readonly name: string;
  readonly area: string | null;
  readonly queuedAtMs: number;
  readonly isReady: boolean;
}

/** `a1` is the first entry of network a; `-` means the unknown networks; `?` is not ready yet. */
function entryOf(text: string, index: number): Entry {
  const [letter = ''] = text;
  const area = letter === '-' ? null : letter;
  return { name: text, area, queuedAtMs: index, isReady: !text.endsWith('?') };
}

function queueOf(text: string): TurnQueue<Entry> {
  const queue = new TurnQueue<Entry>();
  const words = text.split(' ').filter((word) => word !== '');
  for (const [index, word] of words.entries()) queue.add(entryOf(word, index));
  return queue;
}

function drain(queue: TurnQueue<Entry>): string {
  const names: string[] = [];
  for (let entry = queue.next(); entry !== undefined; entry = queue.next()) names.push(entry.name);
  return names.join(' ');
}

describe('a queue gives turns', () => {
  test.each([
    ['to nothing', '', ''],
    ['in order to one network', 'a1 a2 a3', 'a1 a2 a3'],
    ['to each network, the oldest entry first', 'a1 a2 a3 b1 b2 c1', 'a1 b1 c1 a2 b2 a3'],
    ['to all unknown networks as to one', '-1 -2 -3 a1', '-1 a1 -2 -3'],
    ['past what is not ready', 'a1? a2 b1? c1', 'a2 c1'],
  ])('%s', (_, before, after) => {
    expect(drain(queueOf(before))).toBe(after);
  });
});

describe('a full queue', () => {
  test.each([
    ['makes room for a network that has nothing in it', 'a1 a2 a3 b1', 'c', 'a3'],
    ['takes the newest of the unknown ones too', '-1 -2 a1', 'b', '-2'],
    ['takes what is not ready as well', 'a1 a2 a3?', 'b', 'a3?'],
    ['makes no room for a network that waits already', 'a1 a2 a3 b1', 'b', undefined],
    ['makes no room for an unknown one', 'a1 a2 a3', null, undefined],
    ['makes no room where each network has one entry', 'a1 b1 c1', 'd', undefined],
  ])('%s', (_, before, area, out) => {
    const queue = queueOf(before);
    const { size } = queue;
    expect(queue.pushOutFor(area)?.name).toBe(out);
    expect(queue.size).toBe(out === undefined ? size : size - 1);
  });
});

test('what is taken out is not given again', () => {
  const queue = queueOf('a1 a2 b1 b2');
  expect(queue.takeOlder(1).map(({ name }) => name)).toEqual(['a1']);
  const entry = queue.pushOutFor('c');
  expect(entry?.name).toBe('b2');
  expect(entry && queue.remove(entry)).toBe(false);
  expect(drain(queue)).toBe('a2 b1');
  expect(queue.size).toBe(0);
});
