// What must not come out again: a payload has the word canary in it.
import { deflateSync } from 'node:zlib';
import { type Bytes, bytes } from './png.ts';

/** What is wrong with a file, as the end of a sentence, and the file. */
export type NamedFile = readonly [name: string, file: Bytes];

export const html = bytes('<!doctype html><script>alert("canary")</script>');
export const zip = bytes('PK\x03\x04canary.txt PK\x05\x06'.padEnd(80, '\0'));
export const film = bytes('\0\0\0\x18ftypisom\0\0\x02\0isomiso2canary');
export const profile = Buffer.concat([
  bytes('\0\0\x01\0canary'.padEnd(36, '\0')),
  bytes('acsp'),
  html,
]);
export const compressed = (data: Buffer) => Buffer.concat([bytes('canary\0\0'), deflateSync(data)]);
export const bomb = compressed(Buffer.alloc(100_000_000));
export const square = { width: 8, height: 8 } as const;
