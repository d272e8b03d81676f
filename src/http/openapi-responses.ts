import type { Operation } from './openapi-operation.ts';
import { isObject, type JsonObject, mapObject } from './openapi-schema.ts';

/** The operations of each path, by method. */
export type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

interface Shared {
  readonly paths: Paths;
  /** By name, sorted. */
  readonly responses: Readonly<Record<string, JsonObject>>;
}

/** Moves every error response that several operations share into the components, and refers to it. */
export function shareResponses(paths: Paths): Shared {
  const counts = new Map<string, number>();
  eachResponse(paths, (response) => {
    const name = nameOf(response);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
    return response;
  });
  const found = new Map<string, JsonObject>();
  const sharing = eachResponse(paths, (response) => {
    const name = nameOf(response);
    if (name === null || counts.get(name) === 1) return response;
    found.set(name, response);
    return { $ref: `#/components/responses/${name}` };
  });
  const inOrder = [...found].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { paths: sharing, responses: Object.fromEntries(inOrder) };
}

function eachResponse(paths: Paths, change: (response: JsonObject) => JsonObject): Paths {
  const changed = Object.entries(paths).map(([path, methods]) => {
    const operations = Object.entries(methods).map(([method, operation]) => {
      const responses = mapObject(operation.responses, change);
      return [method, { ...operation, responses }] as const;
    });
    return [path, Object.fromEntries(operations)] as const;
  });
  return Object.fromEntries(changed);
}

/**
 * The name of a shared response, made of its error codes, which determine the rest of it. Null for any other
 * answer.
 */
function nameOf({ content }: JsonObject): string | null {
  const json = isObject(content) ? content['application/json'] : undefined;
  const examples = isObject(json) ? json['examples'] : undefined;
  if (!isObject(examples)) return null;
  return Object.keys(examples).map(oneWord).join('Or');
}

/** Turns `rate_limited` into `RateLimited`. */
function oneWord(code: string): string {
  const words = code.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join('');
}
