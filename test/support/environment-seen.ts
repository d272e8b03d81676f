// Run by environment.test.ts in a process of its own, as a test file: prints what tests and their children see.
import { afterAll, test } from 'bun:test';
import { endProcesses, runProgram } from './process.ts';

afterAll(endProcesses);

test('what is seen', async () => {
  using server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: () => new Response() });
  const answer = await fetch(server.url).then(
    ({ status }) => status,
    (error: unknown) => String(error),
  );
  const printed = await runProgram(['-e', 'console.log(JSON.stringify(process.env))'], {
    command: [process.execPath],
  });
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const child: unknown = JSON.parse(printed.out);
  console.log(`seen: ${JSON.stringify({ own: process.env, child, timeZone, answer })}`);
});
