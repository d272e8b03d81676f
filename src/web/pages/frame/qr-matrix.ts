import { encode } from 'uqr';

/** The modules that scanners need around a code. */
const quiet = 4;

/** The rows of a QR code, true for a dark module, with the light border that scanners need. */
export function qrMatrix(text: string): readonly (readonly boolean[])[] {
  return encode(text, { ecc: 'M', border: quiet }).data;
}
