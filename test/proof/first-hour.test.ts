// The first hour of an app's developer, with the built program and the packages that are installed here.
import { afterAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { type App, type AppSettings, takeFirstHour } from '../../scripts/proof/first-hour/steps.ts';
import { buildProgram } from '../support/built-program.ts';
import { directory, endProcesses, runProgram, startServer } from '../support/process.ts';
import { javaScriptExamples, otherExamples } from '../support/verify-kit/examples.ts';
import { openFront } from '../support/verify-kit/front.ts';
import { startExample } from '../support/verify-kit/running-example.ts';

afterAll(endProcesses);

async function startApp(file: string, settings: AppSettings): Promise<App | null> {
  const example = [...javaScriptExamples, ...otherExamples].find((each) => each.file === file);
  if (example === undefined) return null;
  const running = await startExample(example, settings);
  return {
    status: async (authorization) => (await running.ask(authorization)).status,
    stop: async () => running[Symbol.asyncDispose](),
  };
}

const hasCurl = Bun.which('curl') !== null;
if (!hasCurl) console.log('skipped: the first hour of a developer, as curl is not installed');

test.skipIf(!hasCurl)('leads from nothing to apps that verify tokens', async () => {
  await using front = openFront();
  const { command } = await buildProgram();
  const dataDir = join(directory(), 'data');
  const steps: string[] = [];
  await takeFirstHour({
    async serve(env) {
      const variables = { APP_URL: front.origin, ...env };
      const server = await startServer({ command, dataDir, env: variables });
      front.target = server.origin;
      return {
        origin: front.origin,
        stop: async () => {
          await server.stop();
        },
      };
    },
    async command(args) {
      const done = await runProgram(args, { command, env: { DATA_DIR: dataDir } });
      expect(done).toMatchObject({ exitCode: 0 });
    },
    startApp,
    tell: (step) => steps.push(step),
  });
  expect(steps).toHaveLength(14);
  expect(steps.at(-1)).toStartWith('sign out');
});
