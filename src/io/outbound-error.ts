/** How far a request came: with `tls` and `broken` the host was reached. */
export type OutboundFailure =
  | 'invalid_url'
  | 'name_not_found'
  | 'address_refused'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'too_large'
  | 'broken';

/** Why a request got no answer. The message names the host, never the query, headers or body. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
  readonly failure: OutboundFailure;

  constructor(failure: OutboundFailure, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.failure = failure;
  }
}

const explanations: Readonly<Record<OutboundFailure, string>> = {
  invalid_url: 'is not an http or https address without credentials',
  name_not_found: 'has a name that could not be resolved',
  address_refused: 'has an address that may not be called',
  unreachable: 'could not be reached',
  tls: 'could not prove who it is: its certificate or its TLS was refused',
  timeout: 'did not answer in time',
  too_large: 'answered with more than is accepted',
  broken: 'gave an answer that is not valid HTTP, or broke it off',
};

/** The error of a request to this URL; its message names only the host. */
export function failed(failure: OutboundFailure, url: URL, cause?: unknown): OutboundError {
  return new OutboundError(failure, `${url.host} ${explanations[failure]}`, cause);
}
