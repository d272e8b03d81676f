import { asObject } from '../core/json.ts';
import type { Claims } from './claims.ts';

/**
 * The value of a claim; undefined when it is absent. A path that begins with `/` is a JSON Pointer (RFC 6901); any
 * other is one name as a whole, such as `https://x/groups`, and else names joined by dots, such as
 * `realm_access.roles`.
 */
export function claimAt(claims: Claims, path: string): unknown {
  if (path.startsWith('/')) return valueAt(claims, pointerNames(path));
  return Object.hasOwn(claims, path) ? claims[path] : valueAt(claims, path.split('.'));
}

/** RFC 6901 section 4: `~1` stands for `/`, and `~0` for `~`. */
function pointerNames(pointer: string): readonly string[] {
  const names = pointer.slice(1).split('/');
  return names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function valueAt(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value;
  if (Array.isArray(value)) {
    const isIndex = /^(?:0|[1-9]\d{0,8})$/.test(name);
    return isIndex ? valueAt(value[Number(name)], rest) : undefined;
  }
  const object = asObject(value);
  const isOwn = object !== null && Object.hasOwn(object, name);
  return isOwn ? valueAt(object[name], rest) : undefined;
}
