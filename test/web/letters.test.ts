// The mails in a browser: on a phone and a desk, on a light and a dark ground.
import { describe, expect, test } from 'bun:test';
import { type Language, languages } from '../../src/core/languages.ts';
import { renderLetter } from '../../src/core/letters/render.ts';
import { visit } from '../support/browser.ts';
import { httpServer } from '../support/outbound-servers.ts';
import { letterSite, sampleLetters } from '../support/sample-letters.ts';

/** Long words in all places, so that one which cannot be broken would widen the page. */
const site = {
  ...letterSite,
  brand: 'Donaudampfschifffahrtsgesellschaftskonto',
  appUrl: `https://auth.${'long-name-'.repeat(5)}of-the-club.example.com`,
};
const reader = { email: `${'very-long-local-part.'.repeat(3)}x@example.com`, name: 'Ada Lovelace' };

async function mailsIn(language: Language): Promise<readonly string[]> {
  const to = { ...reader, language };
  const mails = sampleLetters.map(({ letter }) => renderLetter(letter, { to, site }));
  return (await Promise.all(mails)).map(({ html }) => html);
}

interface Measures {
  /** How much wider the mail is than the window. */
  readonly overflow: number;
  /** The lowest contrast of a text to its ground. */
  readonly contrast: number;
  /** Null when there is no button. */
  readonly buttonHeight: number | null;
}

/** How a mail lies in the window, and how well it can be read. */
const measure = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (channels) => {
    const [red, green, blue] = channels.map((channel) => {
      const value = channel / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  // The ground of a page that has none itself, which no script is told.
  const canvasColor = matchMedia('(prefers-color-scheme: dark)').matches ? '#121212' : '#ffffff';
  const contrastOf = (element) => {
    const style = getComputedStyle(element);
    const own = rgba(style.backgroundColor);
    const ground = own[3] === 0 ? rgba(canvasColor) : own;
    let share = 1;
    for (let at = element; at !== null; at = at.parentElement) {
      share *= Number(getComputedStyle(at).opacity);
    }
    const text = rgba(style.color).map(
      (channel, index) => channel * share + ground[index] * (1 - share),
    );
    const [lower, higher] = [luminance(text), luminance(ground)].sort((a, b) => a - b);
    return (higher + 0.05) / (lower + 0.05);
  };
  const texts = [...document.querySelectorAll('p, h1, th, td, a, body > div > div')];
  const button = document.querySelector('a[style*="background-color"]');
  return {
    overflow: document.documentElement.scrollWidth - innerWidth,
    contrast: Math.min(...texts.map(contrastOf)),
    buttonHeight: button && button.getBoundingClientRect().height,
  };
})()`;

const isHtml = { 'content-type': 'text/html' };

const looks = (['light', 'dark'] as const).flatMap((scheme) =>
  [375, 1280].flatMap((width) => languages.map((language) => ({ scheme, width, language }))),
);

describe('every mail', () => {
  test.each(looks)('fits $width pixels on a $scheme ground in $language', async (look) => {
    const { language, ...place } = look;
    await using web = httpServer(() => new Response('', { headers: isHtml }));
    const origin = `http://127.0.0.1:${web.port}`;
    await visit({ origin, path: '/', ...place }, async (page) => {
      for (const html of await mailsIn(language)) {
        await page.setContent(html);
        const { overflow, contrast, buttonHeight } = await page.evaluate<Measures>(measure);
        expect(overflow).toBe(0);
        expect(contrast).toBeGreaterThanOrEqual(4.5);
        expect(buttonHeight ?? 44).toBeGreaterThanOrEqual(44);
      }
    });
  });
});
