const maxLength = 2000;

/**
 * Checks where to send the user after sign-in: a path of this site, or a URL of `appUrl`'s origin. Returns
 * path, query and fragment; null for anything that a browser, a proxy or a router could read as another site.
 */
export function localRedirect(text: string, appUrl: string): string | null {
  if (text.length > maxLength || unwanted.test(text)) return null;
  const { origin } = new URL(appUrl);
  const rest = pathOnward(text, origin);
  if (rest === null || !isPlainPath(rest)) return null;
  const { pathname, search, hash } = new URL(rest, origin);
  const result = pathname + search + hash;
  // Checked again after parsing, because the URL parser may have changed the path.
  return isPlainPath(result) && result.length <= maxLength ? result : null;
}

/**
 * Browsers drop some of these characters and read `\` as `/`, so they would open another address than the one
 * checked.
 */
const unwanted = /[\s\\\p{Cc}\p{Cf}\p{Cs}]/u;

/** Path, query and fragment; null when the text names another origin or writes this one in an unusual form. */
function pathOnward(text: string, origin: string): string | null {
  if (text.startsWith('/')) return text;
  const [, start, rest = ''] = /^(https?:\/\/[^/?#@]+)([/?#].*)?$/i.exec(text) ?? [];
  if (start === undefined || URL.parse(start)?.origin !== origin) return null;
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** Whether the part before query and fragment stays the same path, however often it is decoded. */
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

/**
 * Decodes `%2f`, `%252f` and so on until nothing changes, because a router behind this server may decode more
 * than once.
 */
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

/** Bytes that are not valid UTF-8 become U+FFFD, as in a browser's address bar. */
function decodeUnicode(path: string): string {
  return path.replaceAll(/(?:%[89a-f][0-9a-f])+/gi, (escapes) =>
    new TextDecoder().decode(Uint8Array.fromHex(escapes.replaceAll('%', ''))),
  );
}

/** Characters that look like `/` and `\`, which some software normalizes to the real ones (NFKC). */
const slashLookAlikes = /[\u2044\u2215\u2216\u2571\u2572\u29f5\u29f8\u29f9\ufe68\uff0f\uff3c]/;
