/** The image formats that are accepted, stored and served. */
export const imageFormats = ['jpeg', 'png', 'webp'] as const;

/** One of them. */
export type ImageFormat = (typeof imageFormats)[number];

/**
 * The format by the first bytes: one of the accepted formats, `other` for another image format, null for no image.
 * The decoder supports more formats than are accepted, so only files recognised here reach it.
 */
export function imageFormatOf(bytes: Buffer): ImageFormat | 'other' | null {
  for (const [format, ...marks] of signatures) {
    if (marks.every((mark) => bears(bytes, mark))) return format;
  }
  return isSvg(bytes) ? 'other' : null;
}

type Mark = readonly [at: number, mark: string];

const signatures: readonly (readonly [ImageFormat | 'other', ...Mark[]])[] = [
  ['jpeg', [0, '\xff\xd8\xff']],
  ['png', [0, '\x89PNG\r\n\x1a\n']],
  ['webp', [0, 'RIFF'], [8, 'WEBP']],
  ['other', [0, 'GIF87a']],
  ['other', [0, 'GIF89a']],
  ['other', [0, 'BM'], [6, '\0\0\0\0']],
  ['other', [0, 'II*\0']],
  ['other', [0, 'MM\0*']],
  ['other', [0, '\0\0\x01\0']],
  ['other', [0, '\xff\x0a']],
  ['other', [0, '\0\0\0\x0cJXL ']],
  ['other', [0, '\0\0\0\x0cjP  ']],
  // The brands of HEIC and AVIF; a video has others.
  ...['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1', 'avif', 'avis'].map(
    (brand) => ['other', [4, `ftyp${brand}`]] as const,
  ),
];

function bears(bytes: Buffer, [at, mark]: Mark): boolean {
  return bytes.toString('latin1', at, at + mark.length) === mark;
}

const prologueBytes = 1024;

/** Whether a file begins as an SVG document does. */
export function isSvg(bytes: Buffer): boolean {
  const start = bytes.toString('utf8', 0, prologueBytes);
  return /^\uFEFF?\s*<(?:\?xml|!--|!DOCTYPE svg|svg)/i.test(start) && /<svg[\s>]/i.test(start);
}
