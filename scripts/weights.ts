// Prints what a browser loads for the pages, compressed as the server sends it. bun run weights [--files]
import { parseArgs } from 'node:util';
import { sumOf, type Weight, weighPages } from '../test/support/page-weights.ts';

const { values } = parseArgs({ options: { files: { type: 'boolean', default: false } } });
const { signIn, panel, qrCode, languages } = await weighPages();

const rows: readonly (readonly [name: string, weight: Weight, mark: string])[] = [
  ['the sign-in page', signIn, '60 at most'],
  ['the panel', panel, '110 at most'],
  ['a code to scan', qrCode, '5 at most'],
  ...[...languages].flatMap(
    ([language, { base, administration, findings, tokens, links, ...rest }]) => [
      [`${language}, for all people`, base, '12 at most'] as const,
      [`${language}, for the panel`, administration, '12 at most'] as const,
      [`${language}, findings`, findings, '12 at most'] as const,
      [`${language}, API tokens`, tokens, '12 at most'] as const,
      [`${language}, joining`, rest.joining, '12 at most'] as const,
      [`${language}, links`, links, '12 at most'] as const,
      [`${language}, mail`, rest.mail, '12 at most'] as const,
      [`${language}, move`, rest['provider-move'], '12 at most'] as const,
    ],
  ),
];

for (const [name, weight, mark] of rows) {
  console.log(`${name.padEnd(18)} ${shown(sumOf(weight))} kB  (${mark})`);
  if (!values.files) continue;
  for (const [path, bytes] of weight) console.log(`  ${shown(bytes)} kB  ${path}`);
}

function shown(bytes: number): string {
  return (bytes / 1000).toFixed(1).padStart(6);
}
