// Builds the content of the medium after a loss of power: all synced data, and any part of the rest.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../random.ts';
import {
  type Change,
  type Content,
  type Directory,
  type Disk,
  type File,
  type Promises,
  rename,
} from './disk.ts';

/** How much of the unsynced data is lost. */
export interface Loss {
  /** The share of unsynced writes that reach the medium. */
  readonly kept: number;
  /** The share of those that arrive only in part, by sectors. */
  readonly torn: number;
  /** The share of unsynced name changes that reach the medium. */
  readonly named: number;
  /** The content of a file's extended part whose data did not arrive. */
  readonly gaps: 'zeros' | 'rubbish';
}

/** Everything arrives: the state that a running process sees. */
export const noLoss: Loss = { kept: 1, torn: 0, named: 1, gaps: 'zeros' };

const sectorBytes = 512;

/** From nothing to everything; the extremes are chosen more often, because they find most faults. */
export function chooseLoss(random: Random): Loss {
  return {
    kept: random.pick([0, 0, 0.1, 0.5, 0.5, 0.9, 1]),
    torn: random.pick([0, 0.3, 0.8]),
    named: random.pick([0, 0, 0.5, 1, 1]),
    gaps: random.chance(0.8) ? 'zeros' : 'rubbish',
  };
}

interface Spread {
  readonly disk: Disk;
  readonly promises: Promises;
  readonly loss: Loss;
  readonly random: Random;
}

/** Writes such a disk into an empty directory. */
export function layOut(path: string, { disk, promises, loss, random }: Spread): void {
  const lastNaming = disk.serial - Math.round(random.below(8) * (1 - loss.named));
  const arrives = (serial: number) =>
    promises === 'journal' ? serial <= lastNaming : random.chance(loss.named);
  const layOutDirectory = (at: string, directory: Directory): void => {
    const names = new Map(directory.durable);
    for (const naming of directory.pending) if (arrives(naming.serial)) rename(names, naming);
    for (const [name, node] of names) {
      const inner = join(at, name);
      if (node.kind === 'directory') {
        mkdirSync(inner, { mode: 0o700 });
        layOutDirectory(inner, node);
      } else writeFileSync(inner, remains(node, loss, random), { mode: 0o600 });
    }
  };
  layOutDirectory(path, disk.root);
}

/** The bytes of a file afterwards. */
function remains({ durable, pending }: File, loss: Loss, random: Random): Uint8Array {
  const content = durable.copy();
  if (loss.kept < 1 && random.chance(0.4)) stretch(content, pending, { loss, random });
  for (const change of pending) {
    if (!random.chance(loss.kept)) continue;
    if (change.data === null || !random.chance(loss.torn)) content.apply(change);
    else
      for (const piece of sectors(change.data, change.at))
        if (random.chance(0.5)) content.apply(piece);
  }
  return content.bytes;
}

/** The length reaches the medium independently of the data. */
function stretch(
  content: Content,
  pending: readonly Change[],
  { loss, random }: Pick<Spread, 'loss' | 'random'>,
): void {
  const from = content.bytes.length;
  content.resize(Math.max(from, ...pending.map(({ data, at }) => at + (data?.length ?? 0))));
  if (loss.gaps === 'zeros') return;
  for (let at = from; at < content.bytes.length; at += 1) content.bytes[at] = random.below(256);
}

function* sectors(data: Uint8Array, at: number): Generator<Change> {
  for (let from = 0; from < data.length;) {
    const to = Math.min(data.length, from + sectorBytes - ((at + from) % sectorBytes));
    yield { data: data.subarray(from, to), at: at + from };
    from = to;
  }
}
