import { AppError } from '../core/errors.ts';

const maxDepth = 32;
/** Far more than any real request has; parsing 100 KB of tiny values would take ten times the memory. */
const maxValues = 5000;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const opening = [0x5b, 0x7b] as const;
const closing = [0x5d, 0x7d] as const;

/**
 * Checks the depth and number of values in a JSON text in one pass over its bytes, before it is parsed. Syntax
 * errors are left to the parser. Throws AppError `malformed_json`.
 */
export function checkShape(bytes: Uint8Array): void {
  let depth = 0;
  let values = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index];
    if (byte === quote) index = endOfString(bytes, index);
    else if (byte === comma) values += 1;
    else if (byte === opening[0] || byte === opening[1]) {
      values += 1;
      depth += 1;
      if (depth > maxDepth) refuse('is nested too deeply');
    } else if (byte === closing[0] || byte === closing[1]) depth -= 1;
    if (values > maxValues) refuse('has too many values');
  }
}

/** The index of the closing quotation mark of the string that begins at `start`. */
function endOfString(bytes: Uint8Array, start: number): number {
  let index = start + 1;
  while (index < bytes.length && bytes[index] !== quote)
    index += bytes[index] === backslash ? 2 : 1;
  return index;
}

function refuse(problem: string): never {
  throw new AppError('malformed_json', { message: `The request body ${problem}` });
}
