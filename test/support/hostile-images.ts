// Files that people send by mistake and files that people send on purpose. Each is either refused by the
// code it names or becomes a clean picture of the format it names.
import { badJpegs, goodJpegs } from './images/hostile-jpegs.ts';
import { badPngs, goodPngs } from './images/hostile-pngs.ts';
import { badWebps, goodWebps } from './images/hostile-webps.ts';
import { film, html, type NamedFile, zip } from './images/payloads.ts';
import { type Bytes, bytes } from './images/png.ts';

type Outcome = 'jpeg' | 'png' | 'webp' | 'image_invalid' | 'unsupported_image_type';

interface HostileImage {
  readonly name: string;
  readonly file: Bytes;
  readonly outcome: Outcome;
}

const svg = bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
const brand = (name: string) => bytes(`\0\0\0\x18ftyp${name}\0\0\0\0mif1${name}`);
const gif = bytes(
  'GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;',
);

const otherImages: readonly NamedFile[] = [
  ['a GIF', gif],
  ['a GIF that is a script too', Buffer.concat([bytes('GIF89a=1;alert("canary")//'), gif])],
  ['an SVG', svg],
  ['an SVG behind a prologue', Buffer.concat([bytes('\xef\xbb\xbf <?xml version="1.0"?>\n'), svg])],
  ['a BMP', bytes('BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0'.padEnd(58, '\0'))],
  ['a TIFF', bytes('II*\0\x08\0\0\0\0\0')],
  ['a TIFF with its bytes turned round', bytes('MM\0*\0\0\0\x08\0\0')],
  ['a HEIC', brand('heic')],
  ['a HEIC by its common name', brand('mif1')],
  ['an AVIF', brand('avif')],
  ['a moving AVIF', brand('avis')],
  ['an icon', bytes('\0\0\x01\0\x01\0\x10\x10')],
  ['a JPEG XL', bytes('\xff\x0a\xfa\x7f\x01')],
  ['a JPEG XL in a box', bytes('\0\0\0\x0cJXL \r\n\x87\n')],
  ['a JPEG 2000', bytes('\0\0\0\x0cjP  \r\n\x87\n')],
];

const noImages: readonly NamedFile[] = [
  ['a page', html],
  ['a page with an SVG in it', bytes('<html><body><svg onload="alert(1)"></svg></body></html>')],
  ['a PDF', bytes('%PDF-1.7\n1 0 obj\n')],
  ['a film', film],
  ['a ZIP', zip],
  ['a program', bytes('\x7fELF\x02\x01\x01')],
  ['a program for Windows', bytes('MZ\x90\0')],
  ['a text', bytes('../../etc/passwd')],
  ['a path to an image', bytes('./screenshots/docs.png')],
  ['an address', bytes('data:image/png;base64,iVBORw0KGgo=')],
  ['one byte', bytes('\xff')],
  ['zeros', Buffer.alloc(1000)],
  ['a RIFF of sound', bytes('RIFF\x24\0\0\0WAVEfmt ')],
  ['a JPEG behind a page', Buffer.concat([html, goodJpegs[0]?.[1] ?? html])],
];

export const hostileImages: readonly HostileImage[] = [
  ...rows('a JPEG', goodJpegs, 'jpeg'),
  ...rows('a PNG', goodPngs, 'png'),
  ...rows('a WebP', goodWebps, 'webp'),
  ...rows('a JPEG', badJpegs, 'image_invalid'),
  ...rows('a PNG', badPngs, 'image_invalid'),
  ...rows('a WebP', badWebps, 'image_invalid'),
  ...rows('', otherImages, 'unsupported_image_type'),
  ...rows('', noImages, 'image_invalid'),
];

function rows(what: string, files: readonly NamedFile[], outcome: Outcome): HostileImage[] {
  return files.map(([name, file]) => ({ name: `${what} ${name}`.trim(), file, outcome }));
}
