import { Elysia } from 'elysia';
import type { Config } from '../config/config.ts';
import { AppError } from '../core/errors.ts';
import { preferredLanguage } from '../core/languages.ts';
import { singleValues } from '../http/form-body.ts';
import { appCallbackPage, hasAnswer, readAppAnswer } from './app-callback.ts';
import { brandOf } from './brand.ts';
import { pageFiles } from './bundle.ts';
import { unpackAll } from './unpacked-files.ts';

type AppCallbackConfig = Pick<Config, 'brand' | 'defaultLanguage' | 'oidc'>;

/**
 * The callback for apps whose provider accepts https redirect addresses only. It hands the answer on to the app's
 * own scheme, and only to the schemes that the operator lists.
 */
export function appCallbackRoutes({ brand, defaultLanguage, oidc }: AppCallbackConfig) {
  return new Elysia({ detail: { hide: true } }).get(
    '/app/callback/:scheme',
    async ({ params, request, set }) => {
      const scheme = oidc.appCallbackSchemes.find((each) => each === params.scheme);
      if (scheme === undefined) throw new AppError('not_found');
      const answer = readAppAnswer(singleValues(new URL(request.url).search));
      set.headers['content-security-policy'] = policy;
      set.headers['content-type'] = 'text/html; charset=utf-8';
      set.headers['vary'] = 'Accept-Language';
      set.status = hasAnswer(answer) ? 200 : 400;
      const language = preferredLanguage(languageTags(request)) ?? defaultLanguage;
      const looks = { brand: brandOf({ brand }), language, ...(await pageLooks()) };
      return appCallbackPage({ ...looks, scheme, answer });
    },
  );
}

/** No script at all; the only thing that leaves the page is the link in its button. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The language tags that a browser asks for, the most wanted first (RFC 9110 section 12.5.4). */
function languageTags({ headers }: Request): readonly string[] {
  const wanted = (headers.get('accept-language') ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((text) => text.trim());
      const weight = parameters.find((text) => text.startsWith('q='))?.slice(2) ?? '1';
      return { tag, weight: Number(weight) };
    });
  return wanted
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag);
}

interface PageLooks {
  readonly links: readonly string[];
  readonly icon: string;
}

let looks: Promise<PageLooks> | null = null;

/** The style sheet and the icon of the other pages, whose names the build makes. */
function pageLooks(): Promise<PageLooks> {
  return (looks ??= readLooks());
}

async function readLooks(): Promise<PageLooks> {
  const page = unpackAll(await pageFiles()).get('page.html');
  const html = new TextDecoder().decode(page?.plain);
  const links = html.match(/<link [^>]*\brel="(?:stylesheet|icon)"[^>]*>/g) ?? [];
  const icon = links.map((link) => /href="([^"]+\.svg)"/.exec(link)?.[1]).find(Boolean);
  if (icon === undefined) throw new Error('The page has no icon');
  return { links, icon };
}
