import { bomb, compressed, html, type NamedFile, profile, square, zip } from './payloads.ts';
import { bytes, fourCorners, pngChunk, pngFile } from './png.ts';

const png = fourCorners(64, 32);
const withChunks = (...extra: readonly Buffer[]) => pngFile({ ...square, extra });
const palette = pngChunk('PLTE', Buffer.from([255, 0, 0, 0, 255, 0]));
const notes = [
  pngChunk('tEXt', bytes('Comment\0<script>canary</script>')),
  pngChunk('zTXt', compressed(html)),
  pngChunk('iTXt', bytes('XML:com.adobe.xmp\0\0\0\0\0canary')),
  pngChunk('eXIf', bytes('MM\0*\0\0\0\x08\0\0canary')),
  pngChunk('iCCP', compressed(profile)),
  pngChunk('prVt', html),
];
const frames = [
  pngChunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])),
  pngChunk('fcTL', Buffer.alloc(26)),
  pngChunk('fdAT', html),
];

export const goodPngs: readonly NamedFile[] = [
  ['plain', png],
  ...[0, 2, 4, 6].map(
    (color) => [`of 16 bits, kind ${color}`, pngFile({ ...square, color, depth: 16 })] as const,
  ),
  ...[1, 2, 4, 8].map(
    (depth) => [`grey, of ${depth} bits`, pngFile({ ...square, color: 0, depth })] as const,
  ),
  [
    'with a palette',
    pngFile({ ...square, color: 3, extra: [palette, pngChunk('tRNS', Buffer.from([0]))] }),
  ],
  ['interlaced', pngFile({ width: 33, height: 17, interlaced: true })],
  ['of one pixel', pngFile({ width: 1, height: 1 })],
  ['very wide', pngFile({ width: 20_000, height: 1 })],
  ['of 39 megapixels', pngFile({ width: 6300, height: 6300, color: 0 })],
  ['with texts and a profile', withChunks(...notes)],
  ['with a text of 100 megabytes', withChunks(pngChunk('zTXt', bomb))],
  ['with a profile of 100 megabytes', withChunks(pngChunk('iCCP', bomb))],
  ['that moves', withChunks(...frames)],
  ['with a page behind it', Buffer.concat([png, html])],
  ['with a ZIP behind it', Buffer.concat([png, zip])],
  [
    'with 100,000 empty chunks',
    withChunks(...Array.from({ length: 100_000 }, () => pngChunk('tEXt', Buffer.alloc(0)))),
  ],
];

export const badPngs: readonly NamedFile[] = [
  ['of eight bytes', png.subarray(0, 8)],
  ['cut in half', png.subarray(0, png.length / 2)],
  ['without its end', png.subarray(0, -12)],
  ['with a changed byte', changed(png, 60)],
  [
    'that says it is 20,000 pixels wide and high',
    pngFile({ width: 20_000, height: 20_000, lines: Buffer.alloc(9) }),
  ],
  [
    'of 39 megapixels with nothing in them',
    pngFile({ width: 6300, height: 6300, lines: Buffer.alloc(9) }),
  ],
  [
    'with a length beyond every end',
    pngFile({ width: 0xffff_ffff, height: 1, lines: Buffer.alloc(9) }),
  ],
  ['without a width', pngFile({ width: 0, height: 8 })],
  ['without a height', pngFile({ width: 8, height: 0 })],
  ['of three bits', pngFile({ ...square, depth: 3 })],
  ['with a palette that is not there', pngFile({ ...square, color: 3 })],
  [
    'with a chunk longer than the file',
    Buffer.concat([png.subarray(0, 33), bytes('\x7f\xff\xff\xfftEXt'), png.subarray(33)]),
  ],
];

function changed(file: Buffer, at: number): Buffer<ArrayBuffer> {
  const copy = Buffer.from(file);
  copy.writeUInt8((copy[at] ?? 0) ^ 0xff, at);
  return copy;
}
