import { expect, test } from 'bun:test';
import { Circuit } from '../../src/openid/circuit.ts';

function failing() {
  let nowMs = 1_000_000;
  const circuit = new Circuit(() => nowMs);
  for (let i = 0; i < 5; i += 1) circuit.fail();
  const wait = (milliseconds: number) => {
    nowMs += milliseconds;
  };
  return { circuit, wait };
}

test('one trial call goes out while the others wait for its end', () => {
  const { circuit, wait } = failing();
  wait(10_001);
  expect([circuit.admit(), circuit.admit(), circuit.admit()]).toEqual([true, false, false]);
  circuit.succeed();
  expect([circuit.admit(), circuit.admit()]).toEqual([true, true]);
});

test('a success in between starts the count again', () => {
  const circuit = new Circuit(() => 0);
  for (let i = 0; i < 4; i += 1) circuit.fail();
  circuit.succeed();
  for (let i = 0; i < 4; i += 1) circuit.fail();
  expect(circuit.admit()).toBe(true);
});
