// The JavaScript of the handbook that verifies tokens, run as it stands there against the built program.
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { directory, endProcesses, runProgram } from '../support/process.ts';
import { describeExample } from '../support/verify-kit/describe-example.ts';
import { elysiaExample, javaScriptExamples, placeOf } from '../support/verify-kit/examples.ts';
import { exampleCode } from '../support/verify-kit/handbook-code.ts';
import { type KitServer, startKitServer } from '../support/verify-kit/kit-server.ts';
import { startExample } from '../support/verify-kit/running-example.ts';

let server: KitServer;
beforeAll(async () => {
  server = await startKitServer();
}, 300_000);
afterAll(async () => {
  await server.front[Symbol.asyncDispose]();
  await endProcesses();
});

for (const example of javaScriptExamples) describeExample(example, () => server);

test('the examples with jose verify in the same words', () => {
  const parts = ['elysia.ts', 'hono.mjs', 'express.mjs', 'fastify.mjs'].map(
    (file) => /^const issuer = .*?^}$/ms.exec(exampleCode(file))?.[0],
  );
  expect(parts[0]).toContain('jwtVerify');
  expect(new Set(parts).size).toBe(1);
});

/** What most projects in TypeScript begin with. */
const typeScript = {
  compilerOptions: {
    strict: true,
    module: 'Preserve',
    target: 'ESNext',
    types: ['bun-types'],
    noEmit: true,
    skipLibCheck: true,
  },
  include: ['elysia.ts'],
};

test('the example in TypeScript type-checks, and knows that there is a caller', async () => {
  const place = await placeOf(elysiaExample);
  await Bun.write(join(place, 'tsconfig.json'), JSON.stringify(typeScript));
  const check = () =>
    runProgram(['check', '-p', '.', '--no-script'], { command: [process.execPath], cwd: place });
  const { exitCode, out, err } = await check();
  expect({ exitCode, said: exitCode === 0 ? '' : out + err }).toEqual({ exitCode: 0, said: '' });
  const wrong = exampleCode('elysia.ts').replace('caller.sub', 'caller.sub.length');
  await Bun.write(join(place, 'elysia.ts'), wrong);
  expect((await check()).out).toContain("'caller.sub' is possibly 'undefined'");
  await Bun.write(join(place, 'elysia.ts'), exampleCode('elysia.ts'));
});

test('only who asks the server sees that a person has signed out', async () => {
  const file = join(directory(), 'still-signed-in.js');
  await Bun.write(file, exampleCode('still-signed-in.js'));
  const { isStillSignedIn } = (await import(file)) as {
    readonly isStillSignedIn: (issuer: string, token: string) => Promise<boolean>;
  };
  const { front } = server;
  await using program = await startExample(elysiaExample, { issuer: front.origin });
  const { access_token: token } = await server.signIn();
  const seen = async () => ({
    asked: await isStillSignedIn(front.origin, token),
    verified: (await program.ask(`Bearer ${token}`)).status,
  });
  expect(await seen()).toEqual({ asked: true, verified: 200 });
  await server.signOut(token);
  expect(await seen()).toEqual({ asked: false, verified: 200 });
  const { access_token: other } = await server.signIn();
  const { access_token: restricted } = await server.signInRestricted(other);
  expect(await isStillSignedIn(front.origin, restricted)).toBe(false);
  front.isCut = true;
  const refusal = await isStillSignedIn(front.origin, token).then(() => '', String);
  front.isCut = false;
  expect(refusal).toContain('The server answered 502');
});
