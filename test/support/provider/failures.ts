import type { ServerResponse } from 'node:http';
import type { Failure } from './script.ts';

/** Answers in a way no provider should. */
export function fail(failure: Failure, response: ServerResponse): void {
  failures[failure](response);
}

const failures: Readonly<Record<Failure, (response: ServerResponse) => void>> = {
  down: (response) => void response.socket?.destroy(),
  hang: () => {},
  slow: (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{');
    const timer = setInterval(() => response.write(' '), 1000);
    response.once('close', () => clearInterval(timer));
  },
  html: (response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end('<!doctype html><title>Welcome</title>');
  },
  error500: (response) => {
    response.writeHead(500, { 'content-type': 'application/json' });
    response.end('{"error":"internal"}');
  },
  huge: (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(`{"filler":"${'x'.repeat(10 * 1024 * 1024)}"}`);
  },
};
