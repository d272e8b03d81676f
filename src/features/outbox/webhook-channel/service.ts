// Calls the webhook by the rules of Standard Webhooks (https://www.standardwebhooks.com).
import { isPrivateOrLoopback } from '../../../core/network.ts';
import { webhookSignature } from '../../../core/webhook-signature.ts';
import type { Outbound } from '../../../io/outbound.ts';
import { OutboundError } from '../../../io/outbound-error.ts';
import type { OutgoingMessage, SendResult } from '../attempts/service.ts';
import { resultOf } from './rules.ts';

interface WebhookChannelDependencies {
  readonly outbound: Outbound;
  readonly url: string;
  /** Signs the calls. */
  readonly key: Uint8Array;
}

const timeoutMs = 10_000;
/** More of an answer is not read. */
const maxAnswerBytes = 64 * 1024;

export class WebhookChannel {
  readonly #outbound: Outbound;
  readonly #url: URL;
  readonly #key: Uint8Array;

  constructor({ outbound, url, key }: WebhookChannelDependencies) {
    this.#outbound = outbound;
    this.#url = new URL(url);
    this.#key = key;
  }

  async send({ id, payload }: OutgoingMessage, signal: AbortSignal): Promise<SendResult> {
    const body = JSON.stringify(payload);
    // The time of this attempt: the receiver refuses an old one, which may be a repetition by someone else.
    const call = { id: `msg_${id}`, timestamp: Math.floor(Date.now() / 1000), body };
    try {
      const { status } = await this.#outbound({
        url: this.#url.href,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': call.id,
          'webhook-timestamp': String(call.timestamp),
          'webhook-signature': webhookSignature(this.#key, call),
        },
        body,
        maxBytes: maxAnswerBytes,
        onlyStatus: true,
        timeoutMs,
        signal,
        allowAddress: (address) => this.#mayCall(address),
      });
      return resultOf(status, this.#url.host);
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error;
      return { outcome: 'try_again', message: `${error.message}.` };
    }
  }

  /** The operator may name any receiver, also in a private network; without TLS only there. */
  #mayCall(address: string): boolean {
    return this.#url.protocol === 'https:' || isPrivateOrLoopback(address);
  }
}
