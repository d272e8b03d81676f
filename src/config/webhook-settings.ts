import { canonicalAddress, isPrivateOrLoopback, withoutBrackets } from '../core/network.ts';
import { type WebhookEvent, webhookEvents } from '../core/webhook-events.ts';
import { isWebhookSecret } from '../core/webhook-signature.ts';
import { parseHttpUrl } from './address-kinds.ts';
import { listOf, oneOf, type Parser } from './kinds.ts';
import { optional, secret, setting } from './setting.ts';

const maxUrlLength = 2000;

/**
 * The address of the webhook's receiver. Without TLS only an address of this machine or of a private network: of a
 * name, this is asked when it is called.
 */
const webhookUrl: Parser<string> = (text) => {
  const url = text.length > maxUrlLength ? null : parseHttpUrl(text);
  const isPlain = url !== null && url.username === '' && url.password === '' && url.hash === '';
  return isPlain && (url.protocol === 'https:' || mayBeNear(url.hostname))
    ? { value: url.href }
    : {
        problem:
          'takes an https:// address without user name and #, such as https://app.example.com/hooks (http:// only on this machine and in private networks)',
      };
};

function mayBeNear(host: string): boolean {
  const address = canonicalAddress(withoutBrackets(host));
  return address === null || isPrivateOrLoopback(address);
}

const webhookSecret: Parser<string> = (text) =>
  isWebhookSecret(text)
    ? { value: text }
    : {
        problem:
          'takes whsec_ and 24 to 64 bytes in Base64; make one with: echo "whsec_$(openssl rand -base64 32)"',
      };

/** A list of events, or `all`. */
const eventList: Parser<readonly WebhookEvent[]> = (text) =>
  text.toLowerCase() === 'all' ? { value: webhookEvents } : someEvents(text);

const someEvents = listOf(oneOf(...webhookEvents));

/** The variables of the webhook, for the table of all variables. */
export const webhookSettings = {
  WEBHOOK_URL: optional(webhookUrl, '', 'address that gets the events of accounts'),
  WEBHOOK_SECRET: secret(webhookSecret, '', 'signs what is sent there'),
  WEBHOOK_EVENTS: setting(eventList, 'all', 'events that are sent there'),
} as const;

/** A receiver of events. */
export interface WebhookConfig {
  readonly url: string;
  /** As the operator wrote it; see `webhookKey`. */
  readonly secret: string;
  readonly events: readonly WebhookEvent[];
}

interface WebhookValues {
  readonly WEBHOOK_URL: string | null;
  readonly WEBHOOK_SECRET: string | null;
  readonly WEBHOOK_EVENTS: readonly WebhookEvent[];
}

/** Null without a receiver. */
export function groupWebhook(values: WebhookValues): WebhookConfig | null {
  const { WEBHOOK_URL: url, WEBHOOK_SECRET: key, WEBHOOK_EVENTS: events } = values;
  return url === null || key === null ? null : { url, secret: key, events };
}

/** Why the variables together are wrong; null when they are not. */
export function webhookContradiction(values: Partial<WebhookValues>): string | null {
  return typeof values.WEBHOOK_URL === 'string' && values.WEBHOOK_SECRET === null
    ? 'WEBHOOK_SECRET takes the secret with which the receiver at WEBHOOK_URL checks what it gets, and is not set'
    : null;
}

/** What is probably not intended; null when all is well. */
export function webhookCaution(values: Partial<WebhookValues>): string | null {
  return values.WEBHOOK_URL === null && typeof values.WEBHOOK_SECRET === 'string'
    ? 'WEBHOOK_SECRET is not used, because WEBHOOK_URL is not set'
    : null;
}
