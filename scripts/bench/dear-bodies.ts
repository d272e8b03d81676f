/** The most that a body of JSON may have. */
const maxBytes = 100 * 1024;

/** As many units as fit between a head and a tail, with commas between them. */
function filled(head: string, unit: string, tail: string): string {
  const count = Math.floor((maxBytes - head.length - tail.length) / (unit.length + 1));
  return `${head}${Array.from({ length: count }, () => unit).join(',')}${tail}`;
}

function distinctKeys(): string {
  const pairs = Array.from({ length: 10_000 }, (_, index) => `"${index.toString(36)}":0`);
  return `{${pairs.join(',')}}`;
}

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

/** Bodies that cost the most to read and to judge for what they cost to send. */
export const dearBodies: readonly string[] = [
  filled('{"x":[', '0', ']}'),
  filled('{"x":[', '[]', ']}'),
  filled('{"x":[', '{}', ']}'),
  filled('{"x":[', '{"a":0}', ']}'),
  filled('{"x":[', nested(30), ']}'),
  filled('{"x":[', '{"toString":0}', ']}'),
  filled('{"x":[', '""', ']}'),
  distinctKeys(),
  `{"x":${nested(50_000)}}`,
];
