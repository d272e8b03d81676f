import { type DocumentDecoration, Elysia } from 'elysia';
import { AppError } from '../../../core/errors.ts';
import { documented } from '../../../http/documented.ts';
import { isKnown } from '../../../http/etag.ts';
import { keySetSchema, metadataSchema } from './schema.ts';
import { keySetPath, type PublicDocument, type Publication } from './service.ts';

const tag = 'Token verification';

interface Exchange {
  readonly request: Request;
  readonly set: { readonly headers: Record<string, string | number | undefined> };
}

export function publicationRoutes(publication: Publication) {
  return new Elysia()
    .get(keySetPath, async (exchange) => serve(await publication.keySet(), exchange), {
      detail: cacheable({
        operation: 'getKeySet',
        tag,
        summary: 'Read the keys that verify access tokens',
        description:
          'A JWK set (RFC 7517). Pages of every origin may read it. Keep it for five minutes, and read it again for a token with an unknown `kid`.',
        success: { description: 'The public keys', schema: keySetSchema },
      }),
    })
    .get(
      '/.well-known/openid-configuration',
      (exchange) => serve(publication.metadata(), exchange),
      {
        detail: described('getOpenidConfiguration'),
      },
    )
    .get(
      '/.well-known/oauth-authorization-server',
      (exchange) => serve(publication.metadata(), exchange),
      { detail: described('getServerMetadata') },
    );
}

/** Clients that have the document already get no second one. */
function cacheable(documentation: Parameters<typeof documented>[0]): DocumentDecoration {
  const detail = documented(documentation);
  const notModified = { description: 'Not modified: the client has this version' };
  return { ...detail, responses: { ...detail.responses, 304: notModified } };
}

function described(operation: string) {
  return cacheable({
    operation,
    tag,
    summary: 'Find the keys that verify access tokens',
    description:
      'For libraries that ask for an issuer (RFC 8414, OpenID Connect Discovery). Not found with HS256. This server is no OpenID provider for other programs yet, so it names no endpoint for sign-in.',
    success: { description: 'The issuer and the address of its keys', schema: metadataSchema },
    isWithoutStorage: true,
    errors: ['not_found'],
  });
}

function serve(document: PublicDocument | null, { request, set }: Exchange): Response {
  // The same for every reader, and meant to be public.
  set.headers['access-control-allow-origin'] = '*';
  if (document === null) throw new AppError('not_found');
  set.headers['cache-control'] = document.cacheControl;
  set.headers['etag'] = document.etag;
  if (isKnown(request, document.etag)) return new Response(null, { status: 304 });
  return new Response(document.text, { headers: { 'content-type': 'application/json' } });
}
