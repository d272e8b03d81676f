import { expect, test } from 'bun:test';
import { createTurns } from '../../src/http/turns.ts';

test('between two turns everything else that waits is done', async () => {
  const turn = createTurns();
  const order: string[] = [];
  const work = ['first', 'second', 'third'].map(async (name) => {
    await turn();
    order.push(name);
    setImmediate(() => order.push(`after the ${name}`));
  });
  await Promise.all(work);
  await turn();
  expect(order).toEqual([
    'first',
    'after the first',
    'second',
    'after the second',
    'third',
    'after the third',
  ]);
});
