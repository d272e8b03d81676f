import { Elysia } from 'elysia';
import { accentStyle } from '../core/accent-style.ts';
import { AppError } from '../core/errors.ts';
import type { Logo } from '../io/logo-file.ts';
import { brandStylePath, logoDarkPath, logoPath } from './brand.ts';
import type { Logos } from './logos.ts';
import { type HttpExchange, type ServableFile, serveFile } from './served-file.ts';

interface BrandOptions {
  /** `#rrggbb`. */
  readonly color: string | null;
  readonly logos: Logos;
}

/** The logos and the style sheet of the brand; what is not set is not found. */
export function brandRoutes({ color, logos }: BrandOptions) {
  const style = color === null ? null : brandFile('text/css; charset=utf-8', accentStyle(color));
  const light = logoFile(logos.light);
  const dark = logoFile(logos.dark);
  return new Elysia({ detail: { hide: true } })
    .get(brandStylePath, (exchange) => serveOr404(style, exchange))
    .get(logoPath, (exchange) => serveLogo(light, exchange))
    .get(logoDarkPath, (exchange) => serveLogo(dark, exchange));
}

/** An SVG is a document: opened by itself, it runs no script, loads nothing and has no origin. */
const logoPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

function serveLogo(logo: ServableFile | null, exchange: HttpExchange): Response {
  exchange.set.headers['content-security-policy'] = logoPolicy;
  return serveOr404(logo, exchange);
}

function serveOr404(file: ServableFile | null, exchange: HttpExchange): Response {
  if (file === null) throw new AppError('not_found');
  return serveFile(file, exchange);
}

function logoFile(logo: Logo | null): ServableFile | null {
  return logo && brandFile(logo.type, logo.bytes);
}

/** Kept for a few minutes only, because its address stays when the operator changes the brand. */
function brandFile(type: string, content: string | Uint8Array<ArrayBuffer>): ServableFile {
  const plain = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { type, plain, gzip: Bun.gzipSync(plain), cacheControl: 'public, max-age=300' };
}
