// Pictures elsewhere: on this machine, and on an internet that a test cannot be on.
import { createLog } from '../../src/io/log.ts';
import { createOutbound, type Outbound, type OutboundRequest } from '../../src/io/outbound.ts';
import { createRemotePictures } from '../../src/io/remote-pictures.ts';

/** The default answer; its content does not matter here. */
export const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
export const answer = () => new Response(picture);

/** Every name leads to this machine. */
const loopback = createOutbound({ resolve: () => Promise.resolve(['127.0.0.1']) });

interface World {
  readonly outbound?: Outbound;
  readonly allowHosts?: readonly string[];
  readonly timeoutMs?: number;
}

/** The fetcher, and the lines it writes to the log. */
export function remotePictures({ outbound = loopback, allowHosts = [], ...rest }: World = {}) {
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  const log = createLog({ level: 'debug', format: 'pretty', write });
  const pictures = createRemotePictures({ outbound, allowHosts, log, ...rest });
  const fetch = (url: string, origin: string | null) => pictures.fetch(url, origin);
  return { fetch, lines };
}

export function redirect(location: string, status = 302): Response {
  return new Response(null, { status, headers: { location } });
}

/** The public internet, which a test cannot be on: each URL's answer, and a picture everywhere else. */
export function scripted(answers: Readonly<Record<string, Response>> = {}) {
  const requests: OutboundRequest[] = [];
  const outbound: Outbound = (request) => {
    requests.push(request);
    const { status, headers } = answers[request.url] ?? answer();
    return Promise.resolve({ status, headers, bytes: picture });
  };
  return { outbound, requests };
}
