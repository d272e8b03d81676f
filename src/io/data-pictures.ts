/** The largest picture that a provider may write into a claim, in bytes. */
const maxBytes = 1024 * 1024;

/** Whether an address holds its content itself (RFC 2397). */
export function isDataUrl(text: string): boolean {
  return /^data:/i.test(text);
}

/**
 * The bytes of a `data:` address that calls itself a JPEG, PNG or WebP and is base64; null for any other, and for
 * more than 1 MB. The bytes may be anything, as those of a fetched picture may.
 */
export function pictureInDataUrl(text: string): Uint8Array<ArrayBuffer> | null {
  const comma = text.indexOf(',');
  const isPicture = /^data:image\/(?:jpeg|jpg|png|webp);base64$/i.test(text.slice(0, comma));
  const content = text.slice(comma + 1);
  // Four characters hold three bytes.
  const isSmall = content.length <= Math.ceil(maxBytes / 3) * 4;
  if (!isPicture || !isSmall || !/^[A-Za-z0-9+/]+={0,2}$/.test(content)) return null;
  const bytes = new Uint8Array(Buffer.from(content, 'base64'));
  return bytes.length === 0 || bytes.length > maxBytes ? null : bytes;
}
