import {
  exif,
  jpegFile,
  segment,
  solidJpeg,
  withRepeatedScan,
  withSegments,
  withSize,
} from './jpeg.ts';
import { film, html, type NamedFile, profile, zip } from './payloads.ts';
import { bytes, fourCorners, pngFile } from './png.ts';

const jpeg = await jpegFile();
const progressive = await jpegFile(fourCorners(64, 32), true);
const largeProgressive = await jpegFile(pngFile({ width: 6300, height: 6300 }), true);
const adobe = (transform: number) =>
  segment(0xee, Buffer.concat([bytes('Adobe\0\x64\0\0\0\0'), Buffer.from([transform])]));
/** Its first segment is a comment to a script engine: 0x2f2a bytes long, which reads as a slash and a star. */
const script = Buffer.concat([
  bytes('\xff\xd8'),
  segment(0xe0, bytes('=1;alert("canary");'.padEnd(0x2f2a - 2, ' '))),
  jpeg.subarray(2),
]);

export const goodJpegs: readonly NamedFile[] = [
  ['plain', jpeg],
  ['progressive', progressive],
  ['grey', solidJpeg([200])],
  ['in four printing colours', solidJpeg([255, 0, 0, 255], [adobe(0)])],
  ['in four printing colours, coded as brightness', solidJpeg([76, 85, 255, 255], [adobe(2)])],
  ['with a place and a camera in it', withSegments(jpeg, exif(1, 'GPS canary 52.52 N'))],
  ['with a page in its comment', withSegments(jpeg, segment(0xfe, html))],
  ['with XMP', withSegments(jpeg, segment(0xe1, bytes('http://ns.adobe.com/xap/1.0/\0canary')))],
  ['with a Photoshop segment', withSegments(jpeg, segment(0xed, bytes('Photoshop 3.0\0canary')))],
  [
    'with a colour profile',
    withSegments(jpeg, segment(0xe2, Buffer.concat([bytes('ICC_PROFILE\0\x01\x01'), profile]))),
  ],
  ['that is a script too', script],
  ['with a page behind it', Buffer.concat([jpeg, html])],
  ['with a ZIP behind it', Buffer.concat([jpeg, zip])],
  ['with a film behind it', Buffer.concat([jpeg, film])],
  [
    'with another picture behind it',
    Buffer.concat([jpeg, withSegments(jpeg, segment(0xfe, html))]),
  ],
  [
    'with stray and fill bytes between its parts',
    withSegments(jpeg, segment(0xfe, html), bytes('\0\0\xff\xff')),
  ],
  ['with a broken EXIF', withSegments(jpeg, segment(0xe1, bytes('Exif\0\0MM\0*\xff\xff\xff\xff')))],
];

export const badJpegs: readonly NamedFile[] = [
  ['of three bytes', bytes('\xff\xd8\xff')],
  ['cut in half', jpeg.subarray(0, jpeg.length / 2)],
  ['without its last byte', jpeg.subarray(0, -1)],
  ['cut in half, progressive', progressive.subarray(0, progressive.length / 2)],
  ['that says it is 65,000 pixels wide and high', withSize(jpeg, 65_000, 65_000)],
  ['one line over 40 megapixels', withSize(jpeg, 8000, 5001)],
  ['without a height', withSize(jpeg, 64, 0)],
  ['without a width', withSize(jpeg, 0, 32)],
  ['with two colours', solidJpeg([1, 2])],
  ['with a segment longer than the file', withSegments(jpeg, bytes('\xff\xe5\xff\xff'))],
  ['with a segment shorter than its length', withSegments(jpeg, bytes('\xff\xe5\0\x01'))],
  ['that begins twice', withSegments(jpeg, bytes('\xff\xd8'))],
  ['of a quarter megabyte that would be drawn 400 times', withRepeatedScan(largeProgressive, 400)],
];
