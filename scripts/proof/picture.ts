import { deflateSync } from 'node:zlib';
import { createRandom } from './random.ts';

/** A small picture as a browser uploads it. */
export function imageForm(): FormData {
  const form = new FormData();
  form.append('image', new File([png], 'me.png', { type: 'image/png' }));
  return form;
}

const png = pngOf(64);

/** A square of noise, several disk sectors long in spite of compression (PNG, third edition, section 5). */
function pngOf(side: number): Uint8Array<ArrayBuffer> {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, side);
  header.setUint32(4, side);
  header.setUint8(8, 8);
  const random = createRandom(side);
  const rows = new Uint8Array(side * (side + 1)).map(() => random.below(256));
  for (let row = 0; row < side; row += 1) rows[row * (side + 1)] = 0;
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return new Uint8Array(
    Buffer.concat([
      signature,
      chunk('IHDR', Buffer.from(header.buffer)),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

function chunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(content.length + 8);
  framed.writeUInt32BE(data.length);
  content.copy(framed, 4);
  framed.writeUInt32BE(Bun.hash.crc32(content), content.length + 4);
  return framed;
}
