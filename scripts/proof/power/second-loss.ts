// A server starts after a loss of power, and the power is lost again during its recovery or stop.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../random.ts';
import { keepDirectory, workDirectory } from '../server.ts';
import { Disk, type Promises } from './disk.ts';
import { type Case, judgeFiles } from './judge.ts';
import { chooseLoss, layOut } from './loss.ts';
import { Recording } from './recording.ts';
import { settings } from './workload.ts';

interface SecondLoss {
  /** The result of the first loss, with the parent of the data directory. */
  readonly found: Case;
  readonly root: string;
  readonly command: readonly string[];
  readonly recorder: string;
  readonly promises: Promises;
  readonly random: Random;
}

/** At how many points of that start and stop the power is lost. */
export const lossesEach = 4;

/** What was acknowledged before the first loss must survive the second as well. */
export async function loseAgain(options: SecondLoss): Promise<readonly string[]> {
  const { found, root, command, recorder, promises, random } = options;
  const recording = new Recording(recorder, { command, env: settings }, root);
  const disk = new Disk(root, promises);
  disk.load();
  const child = recording.launch();
  const origin = await child.ready;
  const exitCode = await child.stop();
  if (origin === null || exitCode !== 0) return [`it does not start and stop: ${child.err()}`];
  const operations = recording.operations();
  const cuts = Array.from({ length: lossesEach }, () => random.below(operations.length + 1));
  const violations: string[] = [];
  let done = 0;
  for (const cut of cuts.toSorted((a, b) => a - b)) {
    for (const operation of operations.slice(done, cut)) disk.apply(operation);
    done = cut;
    const loss = chooseLoss(random);
    const again = workDirectory();
    layOut(again, { disk, promises, loss, random });
    const problems = await judgeFiles({ ...found, dataDir: join(again, 'data') });
    const where = `and again after ${cut} operations, ${JSON.stringify(loss)}, ${again}`;
    if (problems.length > 0) keepDirectory(again);
    else rmSync(again, { recursive: true });
    violations.push(...problems.map((each) => `${where}: ${each}`));
  }
  return violations;
}
