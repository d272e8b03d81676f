export type JsonObject = Readonly<Record<string, unknown>>;

/** A JSON object, or null for every other value. */
export function asObject(value: unknown): JsonObject | null {
  return isObject(value) ? value : null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a provider sent, fit for one line of a log: quoted, at most 80 characters, nothing invisible. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  const visible = text.replaceAll(/[^\x20-\x7e]/g, '?');
  return visible.length > 80 ? `${visible.slice(0, 80)}…` : visible;
}
