import { Elysia } from 'elysia';
import { AppError, validationError } from '../core/errors.ts';
import { readBytes } from './body-bytes.ts';

const jsonLimit = { maxBytes: 1024 * 1024, tooLarge: 'payload_too_large' } as const;
const maxDepth = 32;

// What was wrong with a body waits here until the route's guard has spoken: a stranger hears 401 first.
const refusals = new WeakMap<Request, AppError>();

/** Why the body of this request could not be used, when that is the reason a schema refused it. */
export function bodyRefusal(request: Request): AppError | undefined {
  return refusals.get(request);
}

/**
 * Reads JSON objects, and nothing else, on every route that takes a body: a form or text body could be
 * sent by any web page without the browser asking first.
 */
export function jsonBody() {
  return new Elysia({ name: 'json-body' })
    .onParse({ as: 'global' }, async ({ request }) => {
      try {
        return await readJson(request);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        refusals.set(request, error);
        return {};
      }
    })
    .onBeforeHandle({ as: 'global' }, ({ request }) => {
      const refusal = refusals.get(request);
      if (refusal !== undefined) throw refusal;
    });
}

async function readJson(request: Request): Promise<object> {
  const bytes = await readBytes(request, jsonLimit);
  const type = request.headers.get('content-type');
  if (bytes.length === 0 && type === null) return {};
  if (type === null || !/^application\/json\s*(?:;|$)/i.test(type)) {
    throw new AppError('unsupported_media_type');
  }
  const text = decodeUtf8(bytes);
  if (text.trim() === '') return {};
  return checkedObject(parseJson(text));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Lenient reading would turn different passwords into the same replacement characters. */
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
  if (depthExceeds(value, maxDepth)) {
    throw new AppError('malformed_json', { message: 'The request body is nested too deeply' });
  }
  forgetToString(value);
  return value;
}

/** The framework writes a refused value into a text, which a `toString` that is no function would break. */
function forgetToString(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.hasOwn(value, 'toString')) Reflect.deleteProperty(value, 'toString');
  for (const inner of Object.values(value)) forgetToString(inner);
}

function depthExceeds(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => depthExceeds(inner, levels - 1));
}
