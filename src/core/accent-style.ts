import { type Accent, darkAccent, lightAccent } from './accent.ts';

/**
 * The style sheet that gives the pages their accent colour `#rrggbb`: light, dark when the system is, and either
 * when `data-theme` of the document says so. The names are those of `tokens.css`, which it overrides.
 */
export function accentStyle(color: string): string {
  const dark = declarations(darkAccent(color));
  return `:root { ${declarations(lightAccent(color))} }
@media (prefers-color-scheme: dark) { :root:not([data-theme='light']) { ${dark} } }
:root[data-theme='dark'] { ${dark} }
`;
}

function declarations({ accent, hover, onAccent, link, soft, focus }: Accent): string {
  const values = {
    '--accent': accent,
    '--accent-hover': hover,
    '--on-accent': onAccent,
    '--accent-soft': soft,
    '--link': link,
    '--focus': focus,
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}: ${value};`)
    .join(' ');
}
