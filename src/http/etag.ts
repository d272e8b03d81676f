/**
 * Whether the client already has this version (RFC 9110 section 13.1.2): a list of tags, compared weakly, or `*`.
 */
export function isKnown(request: Request, etag: string): boolean {
  const header = request.headers.get('if-none-match') ?? '';
  const tags = header.split(',').map((tag) => tag.trim());
  return tags.some((tag) => tag === '*' || opaque(tag) === opaque(etag));
}

/** A tag without its weakness mark, which the weak comparison ignores. */
function opaque(tag: string): string {
  return tag.replace(/^W\//, '');
}
