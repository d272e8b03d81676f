import { Elysia } from 'elysia';
import { AppError, validationError } from '../core/errors.ts';
import { createBodyReader, smallBytes } from './body-bytes.ts';
import { createBodyPlans, type ListedRoute } from './body-plans.ts';
import { checkShape } from './json-shape.ts';
import type { ReadClient } from './client-reader.ts';
import { createTurns } from './turns.ts';

const jsonLimit = {
  maxBytes: 100 * 1024,
  tooLarge: 'payload_too_large',
  maxHeldBytes: 8 * 1024 * 1024,
  maxSeconds: 30,
} as const;

interface JsonBodyOptions {
  readonly routes: () => readonly ListedRoute[];
  readonly readClient: ReadClient;
}

/**
 * Reads only JSON objects on every route with a body, because any web page could send a form or text body without a
 * CORS preflight. The limits and guards of the route run first.
 */
export function jsonBody({ routes, readClient }: JsonBodyOptions) {
  const planOf = createBodyPlans(routes);
  const readBody = createBodyReader(jsonLimit);
  // Parsing 100 KB takes milliseconds, so many bodies at once must not delay all other requests.
  const turn = createTurns();
  return new Elysia({ name: 'json-body' }).onParse(
    { as: 'global' },
    async ({ request, server, route }) => {
      // Read now, because the address is lost when the client disconnects while the body is awaited.
      readClient({ request, server });
      const { checks, isJson } = planOf(request.method, route);
      for (const check of checks) await check({ request, server });
      if (!isJson) return {};
      return readBody(request, async (bytes) => {
        if (bytes.length > smallBytes) await turn();
        return readJson(request, bytes);
      });
    },
  );
}

function readJson(request: Request, bytes: Uint8Array): object {
  const type = request.headers.get('content-type');
  if (bytes.length === 0 && type === null) return {};
  if (type === null || !/^application\/json\s*(?:;|$)/i.test(type)) {
    throw new AppError('unsupported_media_type');
  }
  checkShape(bytes);
  const text = decodeUtf8(bytes);
  if (text.trim() === '') return {};
  return checkedObject(parseJson(text));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A lenient decoder would turn different passwords into the same replacement characters. */
function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw new AppError('malformed_json', { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('malformed_json', { cause: error });
  }
}

function checkedObject(value: unknown): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const message = 'The request body must be a JSON object';
    const params = { expected: ['object'] };
    throw validationError([{ field: 'body', message, code: 'type', params }]);
  }
  forgetToString(value);
  return value;
}

/**
 * Elysia converts a refused value to text, which a `toString` property that is not a function would break. Arrays
 * are read by index, because a list of their values would cost more than parsing the body.
 */
function forgetToString(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    for (let index = 0; index < items.length; index++) forgetToString(items[index]);
    return;
  }
  if (Object.hasOwn(value, 'toString')) Reflect.deleteProperty(value, 'toString');
  for (const inner of Object.values(value)) forgetToString(inner);
}
