import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { accentStyle } from '../../src/core/accent-style.ts';
import { type Accent, contrastOf, darkAccent, lightAccent } from '../../src/core/accent.ts';

const card = { light: '#ffffff', dark: '#171e28' };
const grounds = {
  light: ['#f4f6f9', '#ffffff', '#eef1f5'],
  dark: ['#0e131a', '#171e28', '#0f151d'],
};
const texts = { light: '#18202c', dark: '#e7ebf1' };

const colors = fc
  .integer({ min: 0, max: 0xff_ff_ff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);
const edges = ['#000000', '#ffffff', '#ffff00', '#0000ff', '#ff0000', '#777777', '#2458c5'];

function checkShades(shades: Accent, scheme: 'light' | 'dark'): void {
  expect(['#000000', '#ffffff']).toContain(shades.onAccent);
  expect(contrastOf(shades.accent, shades.onAccent)).toBeGreaterThanOrEqual(4.5);
  expect(contrastOf(shades.hover, shades.onAccent)).toBeGreaterThanOrEqual(4.5);
  expect(shades.hover).not.toBe(shades.accent);
  for (const ground of grounds[scheme]) {
    expect(contrastOf(shades.link, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrastOf(shades.focus, ground)).toBeGreaterThanOrEqual(3);
  }
  expect(contrastOf(shades.soft, texts[scheme])).toBeGreaterThanOrEqual(7);
  expect(contrastOf(shades.soft, card[scheme])).toBeLessThan(2);
}

describe('every accent colour is readable', () => {
  test('on light pages, where it stays as it is', () => {
    fc.assert(
      fc.property(colors, (color) => {
        const shades = lightAccent(color);
        checkShades(shades, 'light');
        expect(shades.accent).toBe(color);
      }),
      { examples: edges.map((color) => [color]), numRuns: 1000 },
    );
  });

  test('on dark pages, where it gets lighter if it must', () => {
    fc.assert(
      fc.property(colors, (color) => {
        const shades = darkAccent(color);
        checkShades(shades, 'dark');
        expect(contrastOf(shades.accent, card.dark)).toBeGreaterThanOrEqual(4.5);
        if (contrastOf(color, card.dark) >= 4.5) expect(shades.accent).toBe(color);
      }),
      { examples: edges.map((color) => [color]), numRuns: 1000 },
    );
  });
});

test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#777777', '#ffffff', 4.48],
  ['#0000ff', '#ffffff', 8.59],
])('the contrast of %s and %s is %p, as WCAG computes it', (one, other, contrast) => {
  expect(contrastOf(one, other)).toBeCloseTo(contrast, 2);
  expect(contrastOf(other, one)).toBeCloseTo(contrast, 2);
});

test.each([
  ['#2458c5', '#ffffff', '#000000'],
  ['#ffd400', '#000000', '#000000'],
  ['#7a1fa2', '#ffffff', '#000000'],
])('text on %s is %s on light pages and %s on dark ones', (color, light, dark) => {
  expect(lightAccent(color).onAccent).toBe(light);
  expect(darkAccent(color).onAccent).toBe(dark);
});

test('the style sheet follows the system, and the theme that a person chose before it', () => {
  const css = accentStyle('#2458c5');
  const light = /^:root \{ (.*) \}$/m.exec(css)?.[1] ?? '';
  const system =
    /^@media \(prefers-color-scheme: dark\) \{ :root:not\(\[data-theme='light'\]\) \{ (.*) \} \}$/m;
  const dark = system.exec(css)?.[1] ?? '';
  expect(/^:root\[data-theme='dark'\] \{ (.*) \}$/m.exec(css)?.[1]).toBe(dark);
  expect(light).toStartWith('--accent: #2458c5; ');
  expect(dark).toContain(`--accent: ${darkAccent('#2458c5').accent};`);
});

test('the style sheet sets only what the pages use, and their grounds are the ones it is made for', async () => {
  const tokens = await Bun.file('src/web/pages/styles/tokens.css').text();
  const names = new Set(accentStyle('#2458c5').match(/--[\w-]+(?=:)/g));
  expect(names.size).toBe(6);
  for (const name of names) expect(tokens).toContain(`${name}:`);
  const used = [...grounds.light, ...grounds.dark, texts.light, texts.dark];
  for (const color of used) expect(tokens).toContain(color);
});
