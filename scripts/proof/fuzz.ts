// Fuzzes longer than the tests do: `bun scripts/proof/fuzz.ts --cases 200000 --seed 42`. Without a seed every run
// differs; a failure prints its seed, which repeats the run.
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '100000' }, seed: { type: 'string' } },
});
const { cases, seed = String(crypto.getRandomValues(new Int32Array(1))[0]) } = values;
for (const number of [cases, seed]) {
  if (!/^-?\d{1,10}$/.test(number))
    throw new Error(`--cases and --seed take numbers, not ${number}`);
}

console.log(`${cases} cases from seed ${seed}`);
const started = performance.now();
const tests = Bun.spawn([process.execPath, 'test', 'test/fuzz'], {
  cwd: new URL('../..', import.meta.url).pathname,
  env: { ...process.env, FUZZ_CASES: cases, FUZZ_SEED: seed },
  stdio: ['ignore', 'inherit', 'inherit'],
});
process.exitCode = await tests.exited;
console.log(`${((performance.now() - started) / 1000).toFixed(1)} seconds`);
