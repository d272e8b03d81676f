import { asObject, type JsonObject } from './json.ts';

/** Longer tokens are refused unread. */
export const maxTokenLength = 4096;

/** The claims in a segment of a compact JWT (RFC 7519 section 7.2); null when it is no JSON object. */
export function readPayload(segment: string): JsonObject | null {
  try {
    return asObject(JSON.parse(Buffer.from(segment, 'base64url').toString()));
  } catch {
    return null;
  }
}
