import { html, type NamedFile, profile, square } from './payloads.ts';
import { bytes, fourCorners, pngFile } from './png.ts';
import {
  animated,
  animation,
  asHuge,
  chunksOf,
  extended,
  frame,
  riff,
  webpChunk,
  webpFile,
} from './webp.ts';

const png = fourCorners(64, 32);
const webp = await webpFile();
const lossy = await webpFile(png, false);
const transparent = await webpFile(pngFile({ ...square, color: 6 }), false);
const flags = 0x2c;

export const goodWebps: readonly NamedFile[] = [
  ['without loss', webp],
  ['with loss', lossy],
  ['with transparency', transparent],
  [
    'with EXIF, XMP and a profile',
    riff(
      extended(flags, 64, 32),
      webpChunk('ICCP', profile),
      chunksOf(webp),
      webpChunk('EXIF', bytes('MM\0*canary')),
      webpChunk('XMP ', html),
    ),
  ],
  [
    'that moves',
    riff(
      extended(animated, 64, 32),
      animation,
      frame(64, 32, chunksOf(webp)),
      frame(64, 32, chunksOf(lossy)),
    ),
  ],
  [
    'that moves on a huge canvas',
    riff(extended(animated, 16_000, 16_000), animation, frame(64, 32, chunksOf(lossy))),
  ],
  ['that says it is larger than it is', riff(extended(0, 16_000, 16_000), chunksOf(webp))],
  ['with a page behind it', Buffer.concat([webp, html])],
];

export const badWebps: readonly NamedFile[] = [
  ['of twelve bytes', webp.subarray(0, 12)],
  ['cut in half', webp.subarray(0, webp.length / 2)],
  ['cut in half, with loss', lossy.subarray(0, lossy.length / 2)],
  ['that says it is 16,383 pixels wide and high', asHuge(webp)],
  [
    'that moves, with a frame that says so',
    riff(extended(animated, 8, 8), animation, frame(8, 8, chunksOf(asHuge(webp)))),
  ],
  ['that moves without a frame', riff(extended(animated, 8, 8), animation)],
  [
    'of frames in frames',
    riff(...Array.from({ length: 50_000 }, () => bytes('ANMF\0\0\0\0'.padEnd(24, '\0')))),
  ],
  ['of transparency alone', riff(extended(0x10, 8, 8), webpChunk('ALPH', Buffer.alloc(9)))],
  [
    'transparent and without a size',
    riff(webpChunk('ALPH', Buffer.alloc(9)), webpChunk('VP8 ', Buffer.alloc(32))),
  ],
  ['with a chunk longer than the file', riff(bytes('VP8L\xff\xff\xff\xff\x2f'))],
];
