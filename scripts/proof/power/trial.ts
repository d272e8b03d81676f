// Records server runs, and simulates a loss of power at many points of the record.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createRandom } from '../random.ts';
import { keepDirectory, workDirectory } from '../server.ts';
import { chooseCuts } from './cuts.ts';
import { Disk, type Promises } from './disk.ts';
import { type Case, judgeFiles, judgeServer } from './judge.ts';
import { chooseLoss, layOut, noLoss } from './loss.ts';
import { type Operation, pathsIn, Recording } from './recording.ts';
import { loseAgain } from './second-loss.ts';
import { live, type Past, settings } from './workload.ts';

export interface RecordOptions {
  readonly command: readonly string[];
  readonly recorder: string;
  readonly seed: number;
  readonly workers: number;
  /** How long each of the three runs lasts, in milliseconds. */
  readonly lifeMs: number;
}

/** A recorded run with every disk operation. */
export interface Recorded {
  readonly command: readonly string[];
  readonly recorder: string;
  readonly recording: Recording;
  readonly operations: readonly Operation[];
  readonly past: Past;
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  /** Violations before any loss of power, or an incomplete record. */
  readonly violations: readonly string[];
}

/** Runs a server and records its disk operations. */
export async function record(options: RecordOptions): Promise<Recorded> {
  const { command, recorder, ...rest } = options;
  const recording = new Recording(recorder, { command, env: settings });
  const past = await live({ recording, ...rest });
  const operations = recording.operations();
  const pictures = new Map<string, Uint8Array>();
  const violations = [...past.violations, ...replay(recording, operations, pictures)];
  return { command, recorder, recording, operations, past, pictures, violations };
}

export interface LossOptions {
  readonly cuts: number;
  /** On how many of them a real server is started. */
  readonly served: number;
  readonly seed: number;
  readonly promises: Promises;
  readonly onCut?: (line: string) => void;
}

export interface LossSummary {
  readonly cuts: number;
  readonly served: number;
  /** At how many points a violation was found. */
  readonly failed: number;
  readonly violations: readonly string[];
}

/** Simulates a loss of power at many points of the record. */
export async function losePower(recorded: Recorded, options: LossOptions): Promise<LossSummary> {
  const { operations, past, recording } = recorded;
  const random = createRandom(options.seed);
  const firstAdminAt = past.bootstrap.answeredAt;
  const cuts = chooseCuts({ count: options.cuts, operations, firstAdminAt, random });
  const disk = new Disk(recording.root, options.promises);
  const violations: string[] = [];
  let [done, failed, served] = [0, 0, 0];
  for (const [number, cut] of cuts.entries()) {
    for (const operation of operations.slice(done, cut)) disk.apply(operation);
    done = cut;
    const isServed = (number * options.served) % cuts.length < options.served;
    if (isServed) served += 1;
    const found = await judge({ options, recorded, disk, number, cut, isServed });
    if (found.length > 0) failed += 1;
    violations.push(...found);
    options.onCut?.(`loss ${number + 1} after operation ${cut}: ${found.length} violations`);
  }
  return { cuts: cuts.length, served, failed, violations };
}

interface Trial {
  readonly options: LossOptions;
  readonly recorded: Recorded;
  readonly disk: Disk;
  readonly number: number;
  readonly cut: number;
  readonly isServed: boolean;
}

/** Builds the disk again for each check. */
async function judge({ options, recorded, disk, number, cut, isServed }: Trial) {
  const { past, pictures, operations, command, recorder } = recorded;
  const { promises, seed } = options;
  const random = createRandom(seed + number);
  const loss = chooseLoss(random);
  const shape = random.below(2 ** 30);
  const position = operations[cut - 1]?.end ?? 0;
  const lookAt = async (look: (found: Case, root: string) => Promise<readonly string[]>) => {
    const root = workDirectory();
    layOut(root, { disk, promises, loss, random: createRandom(shape) });
    const found = await look({ past, position, pictures, dataDir: join(root, 'data') }, root);
    if (found.length > 0) keepDirectory(root);
    else rmSync(root, { recursive: true });
    const where = `loss ${number + 1} after operation ${cut}, ${JSON.stringify(loss)}, ${root}`;
    return found.map((each) => `${where}: ${each}`);
  };
  const violations = await lookAt(judgeFiles);
  if (!isServed || violations.length > 0) return violations;
  const served = await lookAt((found) => judgeServer(found, { command, env: settings }));
  if (served.length > 0) return served;
  return lookAt((found, root) => loseAgain({ found, root, command, recorder, promises, random }));
}

/** Replaying the whole log must give the actual files byte for byte, which proves that no operation was missed. */
function replay(
  recording: Recording,
  operations: readonly Operation[],
  pictures: Map<string, Uint8Array>,
): string[] {
  const disk = new Disk(recording.root, 'strict');
  for (const operation of operations) {
    disk.apply(operation);
    const path = operation.kind === 'rename' ? (pathsIn(operation)[1] ?? '') : '';
    const bytes = path === '' ? null : disk.contentOf(path);
    if (bytes !== null) pictures.set(basename(path), bytes);
  }
  const copy = join(workDirectory(), 'replayed');
  mkdirSync(copy);
  layOut(copy, { disk, promises: 'strict', loss: noLoss, random: createRandom(0) });
  const [is, shall] = [contents(copy), contents(recording.root)];
  return [...new Set([...is.keys(), ...shall.keys()])]
    .filter((name) => is.get(name) !== shall.get(name))
    .map((name) => `the log does not lead to ${name} as it is: something was not written down`);
}

/** Each name with its digest; directories have none. */
function contents(root: string): Map<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter(({ name }) => !name.endsWith('-shm'))
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        const digest = entry.isFile() ? Bun.hash(readFileSync(path)).toString(16) : '';
        return [path.slice(root.length), digest];
      }),
  );
}
