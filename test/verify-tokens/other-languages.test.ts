// The Python and Go of the handbook that verify tokens, run as they stand there against the built program.
import { afterAll, beforeAll } from 'bun:test';
import { endProcesses } from '../support/process.ts';
import { describeExample } from '../support/verify-kit/describe-example.ts';
import { otherExamples } from '../support/verify-kit/examples.ts';
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
