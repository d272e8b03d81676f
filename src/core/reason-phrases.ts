import type { ErrorStatus } from './errors.ts';

/**
 * RFC 9110 names, except that 413 keeps its older name, as in Node. Node's own list would load its HTTP server
 * at every start.
 */
const phrases: Readonly<Record<ErrorStatus, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

/** The reason phrase of an error's HTTP status (RFC 9110 section 15). */
export function reasonPhrase(status: ErrorStatus): string {
  return phrases[status];
}
