// The Python and Go of the handbook that verify tokens, run as they stand there against the built program.
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { endProcesses, runProgram } from '../support/process.ts';
import { describeExample } from '../support/verify-kit/describe-example.ts';
import { otherExamples } from '../support/verify-kit/examples.ts';
import { exampleCode } from '../support/verify-kit/handbook-code.ts';
import { type KitServer, startKitServer } from '../support/verify-kit/kit-server.ts';

let server: KitServer;
beforeAll(async () => {
  server = await startKitServer();
}, 300_000);
afterAll(async () => {
  await server.front[Symbol.asyncDispose]();
  await endProcesses();
});

for (const example of otherExamples) describeExample(example, () => server);

test.skipIf(Bun.which('gofmt') === null)('the Go is formatted as gofmt does', async () => {
  const code = exampleCode('notes.go');
  const { out, err } = await runProgram([], { command: ['gofmt'], stdin: code });
  expect({ out, err }).toEqual({ out: code, err: '' });
});
