// The signature of Standard Webhooks (https://www.standardwebhooks.com), with a shared secret.

const minBytes = 24;
const maxBytes = 64;

/** Whether a text is a secret such as `whsec_…`, which holds 24 to 64 bytes in Base64. */
export function isWebhookSecret(text: string): boolean {
  const [, given = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  const bytes = Buffer.from(given, 'base64');
  // Only the text that these bytes are written as: other programs refuse what Node repairs.
  const isExact = withoutPadding(bytes.toString('base64')) === withoutPadding(given);
  return isExact && bytes.length >= minBytes && bytes.length <= maxBytes;
}

function withoutPadding(base64: string): string {
  return base64.replace(/=+$/, '');
}

/** The bytes of a secret that was checked. */
export function webhookKey(secret: string): Uint8Array {
  return Buffer.from(secret.slice('whsec_'.length), 'base64');
}

/** What is signed: a call of the webhook, with its time in seconds since 1970. */
interface SignedCall {
  readonly id: string;
  readonly timestamp: number;
  readonly body: string;
}

/** The value of the header `webhook-signature`. */
export function webhookSignature(key: Uint8Array, { id, timestamp, body }: SignedCall): string {
  const content = `${id}.${timestamp}.${body}`;
  return `v1,${new Bun.CryptoHasher('sha256', key).update(content).digest('base64')}`;
}
