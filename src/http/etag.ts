/** Whether the caller holds this version already (RFC 9110 section 13.1.2): a list of tags, compared weakly, or any. */
export function isKnown(request: Request, etag: string): boolean {
  const header = request.headers.get('if-none-match') ?? '';
  const tags = header.split(',').map((tag) => tag.trim());
  return tags.some((tag) => tag === '*' || opaque(tag) === opaque(etag));
}

/** A tag without its mark of weakness, which this comparison passes over. */
function opaque(tag: string): string {
  return tag.replace(/^W\//, '');
}
