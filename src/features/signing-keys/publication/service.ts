import type { RingKey } from '../../../core/key-ring.ts';
import { listMaxAgeSeconds } from '../../../core/key-times.ts';
import type { SigningKeys } from '../service.ts';
import type { KeySet, Metadata } from './schema.ts';

/** A document that anybody may read and keep for a while. */
export interface PublicDocument {
  readonly text: string;
  readonly etag: string;
  readonly cacheControl: string;
}

interface PublicationDependencies {
  /** Null with HS256, which has no key to publish. */
  readonly keys: SigningKeys | null;
  readonly appUrl: string;
}

export const keySetPath = '/.well-known/jwks.json';

const keptForMinutes = `public, max-age=${listMaxAgeSeconds}`;

/** Where others find the keys with which they verify access tokens (RFC 7517, RFC 8414). */
export class Publication {
  readonly #keys: SigningKeys | null;
  readonly #metadata: PublicDocument | null;
  #keySet: { readonly kids: string; readonly document: PublicDocument } | null = null;

  constructor({ keys, appUrl }: PublicationDependencies) {
    this.#keys = keys;
    this.#metadata = keys && documentOf(metadataOf(appUrl), keptForMinutes);
  }

  /** The public keys. Which ones they are is decided at each request, their text made when that has changed. */
  async keySet(): Promise<PublicDocument> {
    await this.#keys?.refresh();
    const published = this.#keys?.ring.published(Date.now()) ?? [];
    const kids = published.map(({ kid }) => kid).join(' ');
    if (this.#keySet?.kids !== kids) this.#keySet = { kids, document: keySetOf(published) };
    return this.#keySet.document;
  }

  /** The description of this server as an issuer; null with HS256. */
  metadata(): PublicDocument | null {
    return this.#metadata;
  }
}

/** An empty list is not to be kept, because the first signature fills it. */
function keySetOf(published: readonly RingKey[]): PublicDocument {
  const keys = published.map(({ kid, jwk: { x, y } }) => ({
    kty: 'EC' as const,
    crv: 'P-256' as const,
    x,
    y,
    kid,
    alg: 'ES256' as const,
    use: 'sig' as const,
  }));
  return documentOf({ keys }, keys.length === 0 ? 'no-cache' : keptForMinutes);
}

function metadataOf(appUrl: string): Metadata {
  return {
    issuer: appUrl,
    jwks_uri: `${appUrl}${keySetPath}`,
    id_token_signing_alg_values_supported: ['ES256'],
    subject_types_supported: ['public'],
    response_types_supported: [],
    grant_types_supported: [],
  };
}

function documentOf(content: KeySet | Metadata, cacheControl: string): PublicDocument {
  const text = JSON.stringify(content);
  const hash = new Bun.CryptoHasher('sha256').update(text).digest('base64url');
  return { text, etag: `"${hash.slice(0, 22)}"`, cacheControl };
}
