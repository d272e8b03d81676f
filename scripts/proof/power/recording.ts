// Runs a server and records every change that it makes to its disk.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Child, type Launch, launch, workDirectory } from '../server.ts';
import { compileShim } from '../shim.ts';

/** The operations of the recorder, by number. */
const kinds = [
  'create',
  'write',
  'truncate',
  'rename',
  'unlink',
  'mkdir',
  'link',
  'sync',
  'unknown',
] as const;

/** One operation that was carried out. */
export interface Operation {
  readonly kind: (typeof kinds)[number];
  readonly inode: number;
  /** The offset of the written data, or the new length of the file. */
  readonly at: number;
  /** The written data, or the paths, each ended by a zero byte. */
  readonly payload: Uint8Array;
  /** The length of the log including this operation. */
  readonly end: number;
}

/** Compiles the recorder; null without a C compiler or on another system or processor. */
export function buildRecorder(): string | null {
  const recorder = compileShim(join(import.meta.dir, 'recorder.c'));
  return recorder !== null && records(recorder) ? recorder : null;
}

/** Whether this machine allows recording: some containers forbid seccomp filters. */
function records(recorder: string): boolean {
  const root = workDirectory();
  const log = `${workDirectory()}/log`;
  writeFileSync(`${log}.control`, Uint8Array.of(0, 0));
  const env = { PROOF_ROOT: root, PROOF_LOG: log, PROOF_CONTROL: `${log}.control` };
  const touch = Bun.which('touch') ?? '/bin/touch';
  Bun.spawnSync([touch, join(root, 'file')], { env: { ...env, LD_PRELOAD: recorder } });
  return existsSync(log) && statSync(log).size > 0;
}

const freezePollMs = 2;

/** The server runs on one data directory, and the log of their disk changes. */
export class Recording {
  /** The parent of the data directory. */
  readonly root: string;
  readonly dataDir: string;
  readonly #log = join(workDirectory(), 'log');
  readonly #control = `${this.#log}.control`;
  readonly #recorder: string;
  readonly #options: Omit<Launch, 'dataDir'>;

  constructor(recorder: string, options: Omit<Launch, 'dataDir'>, root: string = workDirectory()) {
    this.root = root;
    this.dataDir = join(root, 'data');
    this.#recorder = recorder;
    this.#options = options;
    writeFileSync(this.#log, '');
  }

  /** Starts the next server run. */
  launch(): Child {
    writeFileSync(this.#control, Uint8Array.of(0, 0));
    const env = {
      ...this.#options.env,
      LD_PRELOAD: this.#recorder,
      PROOF_ROOT: this.root,
      PROOF_LOG: this.#log,
      PROOF_CONTROL: this.#control,
    };
    return launch({ ...this.#options, dataDir: this.dataDir, env });
  }

  /** The length of the log so far. */
  position(): number {
    return statSync(this.#log).size;
  }

  /** Kills the server between two operations. */
  async kill(child: Child): Promise<void> {
    writeFileSync(this.#control, Uint8Array.of(1), { flag: 'r+' });
    while (readFileSync(this.#control)[1] !== 0) await Bun.sleep(freezePollMs);
    await child.kill();
  }

  operations(): Operation[] {
    return [...parse(readFileSync(this.#log))];
  }
}

/** The paths of an operation. */
export function pathsIn({ payload }: Operation): string[] {
  return new TextDecoder().decode(payload).split('\0').slice(0, -1);
}

const headBytes = 24;

function* parse(log: Buffer): Generator<Operation> {
  let start = 0;
  while (start < log.length) {
    const kind = kinds[log.readUInt32LE(start) - 1];
    if (kind === undefined) throw new Error(`The log of the disk is broken at ${start}`);
    const payloadAt = start + headBytes;
    const end = payloadAt + log.readUInt32LE(start + 4);
    yield {
      kind,
      inode: Number(log.readBigUInt64LE(start + 8)),
      at: Number(log.readBigUInt64LE(start + 16)),
      payload: log.subarray(payloadAt, end),
      end,
    };
    start = end;
  }
}
