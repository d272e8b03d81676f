const maxLength = 2000;

/**
 * Where a person may be sent after signing in: a path of this site, or a URL of `appUrl`'s origin, written
 * as path, query and fragment. Null for everything a browser, a proxy or a router could read as elsewhere.
 */
export function localRedirect(text: string, appUrl: string): string | null {
  if (text.length > maxLength || unwanted.test(text)) return null;
  const { origin } = new URL(appUrl);
  const rest = pathOnward(text, origin);
  if (rest === null || !isPlainPath(rest)) return null;
  const { pathname, search, hash } = new URL(rest, origin);
  const result = pathname + search + hash;
  // Judged once more as it leaves: nothing the parser did may have made another place of it.
  return isPlainPath(result) && result.length <= maxLength ? result : null;
}

/** Browsers drop some of these and read `\` as `/`, so that what was checked is not what is opened. */
const unwanted = /[\s\\\p{Cc}\p{Cf}\p{Cs}]/u;

/** What follows the origin; null when it is another origin, or another way to write this one. */
function pathOnward(text: string, origin: string): string | null {
  if (text.startsWith('/')) return text;
  const [, start, rest = ''] = /^(https?:\/\/[^/?#@]+)([/?#].*)?$/i.exec(text) ?? [];
  if (start === undefined || URL.parse(start)?.origin !== origin) return null;
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** Whether the part before query and fragment is a path under every reading of it. */
function isPlainPath(text: string): boolean {
  const [path = ''] = text.split(/[?#]/, 1);
  if (!path.startsWith('/') || path.includes('//')) return false;
  const decoded = decodeAscii(path);
  return (
    !/[\\\p{Cc}]/u.test(decoded) &&
    decoded.split('/').length === path.split('/').length &&
    !slashLookAlikes.test(decodeUnicode(path))
  );
}

/** Undoes `%2f`, `%252f` and so on to the last layer: a router behind us may decode more than once. */
function decodeAscii(path: string): string {
  let decoded = path;
  for (;;) {
    const next = decoded
      .replaceAll(/%(?:25)+/g, '%')
      .replaceAll(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
        String.fromCodePoint(Number.parseInt(hex, 16)),
      );
    if (next === decoded) return decoded;
    decoded = next;
  }
}

/** Bytes that are no UTF-8 become U+FFFD, as in a browser's address bar. */
function decodeUnicode(path: string): string {
  return path.replaceAll(/(?:%[89a-f][0-9a-f])+/gi, (escapes) =>
    new TextDecoder().decode(Uint8Array.fromHex(escapes.replaceAll('%', ''))),
  );
}

/** They only look like `/` and `\`, but some software folds them into the real ones (NFKC). */
const slashLookAlikes = /[\u2044\u2215\u2216\u2571\u2572\u29f5\u29f8\u29f9\ufe68\uff0f\uff3c]/;
