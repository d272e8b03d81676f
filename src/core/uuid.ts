/** An id as it is stored: the 16 bytes of a UUID. */
export type Id = Uint8Array;

/** A new id; ids sort in the order in which they were made (UUID version 7, RFC 9562 section 5.7). */
export function newId(): Id {
  return new Uint8Array(Bun.randomUUIDv7('buffer'));
}

/** The first id that can be made at a time (milliseconds since 1970); ids made before sort before it. */
export function firstIdAt(time: number): Id {
  const id = new Uint8Array(16);
  new DataView(id.buffer).setBigUint64(0, BigInt(time) << 16n);
  return id;
}

/** The id's public form: 36 characters, lower case. */
export function formatId(id: Id): string {
  const hex = id.toHex();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const uuidText = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Reads the text form of a UUID; null for any other text. */
export function parseId(text: string): Id | null {
  return uuidText.test(text) ? Uint8Array.fromHex(text.replaceAll('-', '')) : null;
}

/** Whether two ids have the same bytes; `===` would compare the objects. */
export function sameId(a: Id, b: Id): boolean {
  return Buffer.compare(a, b) === 0;
}
