import type { Claims } from './token-scheme.ts';

interface SignerOptions {
  readonly key: CryptoKey;
  /** The parts of the header that differ from those of a token signed with a secret. */
  readonly header?: { readonly alg: 'ES256'; readonly kid: string; readonly typ: string };
}

/** Signs tokens with a key that is imported once; given text or bytes, the plugin would import it for every token. */
export async function createJwtSigner({
  key,
  header,
}: SignerOptions): Promise<(claims: Claims) => Promise<string>> {
  const { jwt } = await import('@elysiajs/jwt');
  const plugin = jwt({ secret: key, ...header }).decorator.jwt;
  return (claims) => plugin.sign(claims);
}
