// Models a file system: what is certainly on the medium, and what is written but not synced.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Operation, pathsIn } from './recording.ts';

/** A change of a file's content that was not synced. */
export interface Change {
  /** The written data; null: the file was truncated or extended to `at`. */
  readonly data: Uint8Array | null;
  readonly at: number;
}

/** A change of a directory that was not synced. */
export interface Naming {
  /** Its number among all directory changes. */
  readonly serial: number;
  /** The name that is removed. */
  readonly gone: string | null;
  /** The name that is added, and its node. */
  readonly made: { readonly name: string; readonly node: Node } | null;
}

export interface File {
  readonly kind: 'file';
  readonly durable: Content;
  readonly pending: Change[];
}

export interface Directory {
  readonly kind: 'directory';
  readonly durable: Map<string, Node>;
  readonly pending: Naming[];
  /** The content as a running process sees it. */
  readonly current: Map<string, Node>;
}

export type Node = File | Directory;

/** Bytes that can grow. */
export class Content {
  #bytes: Uint8Array;
  #length: number;

  constructor(bytes: Uint8Array = new Uint8Array()) {
    this.#bytes = bytes;
    this.#length = bytes.length;
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  copy(): Content {
    return new Content(this.bytes.slice());
  }

  apply({ data, at }: Change): void {
    this.resize(data === null ? at : Math.max(this.#length, at + data.length));
    if (data !== null) this.#bytes.set(data, at);
  }

  /** New bytes are zero. */
  resize(length: number): void {
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(length, this.#bytes.length * 2));
      larger.set(this.bytes);
      this.#bytes = larger;
    } else {
      this.#bytes.fill(0, length, Math.max(length, this.#length));
    }
    this.#length = length;
  }
}

/**
 * How far a file system goes beyond POSIX. `strict` adds nothing: a name is on the medium once its directory was
 * synced. `journal` keeps name changes in order, and every fsync includes all earlier ones. `none` is a disk that
 * reports a sync without doing it, which no server can survive.
 */
export type Promises = 'strict' | 'journal' | 'none';

export class Disk {
  readonly root = newDirectory();
  readonly #rootPath: string;
  readonly #promises: Promises;
  readonly #nodes = new Map<number, Node>();
  readonly #unsynced = new Set<Directory>();
  #serial = 0;

  /** An existing directory; its content is loaded later. */
  constructor(rootPath: string, promises: Promises) {
    this.#rootPath = rootPath;
    this.#promises = promises;
    this.#nodes.set(statSync(rootPath).ino, this.root);
  }

  /** Loads the existing content; all of it counts as on the medium. */
  load(path: string = this.#rootPath, into: Directory = this.root): void {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const inner = join(path, entry.name);
      const node = entry.isDirectory() ? newDirectory() : newFile(readFileSync(inner));
      this.#nodes.set(statSync(inner).ino, node);
      into.durable.set(entry.name, node);
      into.current.set(entry.name, node);
      if (node.kind === 'directory') this.load(inner, node);
    }
  }

  /** The number of name changes so far. */
  get serial(): number {
    return this.#serial;
  }

  apply(operation: Operation): void {
    const { kind, inode } = operation;
    if (kind === 'write' || kind === 'truncate') this.#changeFile(operation);
    else if (kind === 'sync') this.#sync(inode);
    else if (kind === 'unknown') throw new Error(`Not followed: ${pathsIn(operation).join(' ')}`);
    else this.#changeNames(operation);
  }

  /** The content of a file as a running process sees it; null when it does not exist. */
  contentOf(path: string): Uint8Array | null {
    const node = this.#directoryOf(path).current.get(nameOf(path));
    if (node?.kind !== 'file') return null;
    const content = node.durable.copy();
    for (const change of node.pending) content.apply(change);
    return content.bytes;
  }

  #changeFile({ kind, inode, at, payload }: Operation): void {
    const node = this.#nodes.get(inode);
    if (node?.kind !== 'file') throw new Error(`The log changes an unknown file, inode ${inode}`);
    node.pending.push({ data: kind === 'write' ? payload : null, at });
  }

  #sync(inode: number): void {
    const node = this.#nodes.get(inode);
    if (node === undefined) throw new Error(`The log syncs an unknown inode ${inode}`);
    if (node.kind === 'directory') this.#syncNames(node);
    else if (this.#promises !== 'none')
      for (const change of node.pending.splice(0)) node.durable.apply(change);
    if (this.#promises === 'journal')
      for (const directory of this.#unsynced) this.#syncNames(directory);
  }

  #syncNames(directory: Directory): void {
    for (const naming of directory.pending.splice(0)) rename(directory.durable, naming);
    this.#unsynced.delete(directory);
  }

  #changeNames(operation: Operation): void {
    const [first = '', second = ''] = pathsIn(operation);
    const { kind, inode } = operation;
    if (kind === 'create' || kind === 'mkdir') {
      const node: Node = kind === 'create' ? newFile() : newDirectory();
      this.#nodes.set(inode, node);
      this.#record(first, { gone: null, made: node });
    } else if (kind === 'unlink') this.#record(first, { gone: first, made: null });
    else {
      if (dirname(first) !== dirname(second))
        throw new Error(`Not followed: ${first} to ${second}`);
      const node = this.#directoryOf(first).current.get(nameOf(first));
      if (node === undefined) throw new Error(`The log names ${first}, which is not there`);
      this.#record(second, { gone: kind === 'rename' ? first : null, made: node });
    }
  }

  #record(path: string, { gone, made }: { gone: string | null; made: Node | null }): void {
    const directory = this.#directoryOf(path);
    this.#serial += 1;
    const naming: Naming = {
      serial: this.#serial,
      gone: gone === null ? null : nameOf(gone),
      made: made === null ? null : { name: nameOf(path), node: made },
    };
    directory.pending.push(naming);
    this.#unsynced.add(directory);
    rename(directory.current, naming);
  }

  #directoryOf(path: string): Directory {
    let at: Node = this.root;
    const inside = dirname(join(path)).slice(this.#rootPath.length);
    for (const name of inside.split('/').filter((part) => part !== '')) {
      const next: Node | undefined = at.kind === 'directory' ? at.current.get(name) : undefined;
      if (next === undefined)
        throw new Error(`The log names ${path}, whose directory is not there`);
      at = next;
    }
    if (at.kind !== 'directory') throw new Error(`The log names ${path} in a file`);
    return at;
  }
}

export function rename(names: Map<string, Node>, { gone, made }: Naming): void {
  if (gone !== null) names.delete(gone);
  if (made !== null) names.set(made.name, made.node);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function newFile(bytes?: Uint8Array): File {
  return { kind: 'file', durable: new Content(bytes), pending: [] };
}

function newDirectory(): Directory {
  return { kind: 'directory', durable: new Map(), pending: [], current: new Map() };
}
