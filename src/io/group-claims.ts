/** The claims about groups; a program that finds the second must ask the server for the groups. */
export interface GroupClaims {
  readonly groups?: string[];
  readonly groups_truncated?: true;
}

// Tokens travel in a header of every request, and proxies refuse headers of more than about 8 KB.
const maxNames = 50;
const maxBytes = 1536;

/** All names or none: with some left out, a program would take a member for a stranger without notice. */
export function groupClaimsOf(names: readonly string[]): GroupClaims {
  const isShort = names.length <= maxNames && Buffer.byteLength(JSON.stringify(names)) <= maxBytes;
  return isShort ? { groups: [...names] } : { groups_truncated: true };
}
