import { afterAll, expect, test } from 'bun:test';
import { transcript } from '../cli/transcript.ts';
import { endProcesses, runProgram } from '../support/process.ts';
import { inhabited } from './copies.ts';

afterAll(endProcesses);

test.skipIf(process.platform === 'win32').each(['Büro-1', "Ada's copy $HOME"])(
  'a backup called %s says what to type to put it back',
  async (name) => {
    await using it = await inhabited();
    const env = { DATA_DIR: it.dataDir };
    const { out } = await transcript(['backup', it.path(name)], { env });
    const typed = out.at(-1)?.split('anchor-auth ')[1] ?? '';
    const command = ['sh', '-c', `printf '%s|' ${typed}`];
    expect((await runProgram([], { command })).out).toBe(`restore|${it.path(name)}|`);
  },
);
