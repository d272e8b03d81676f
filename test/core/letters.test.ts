import { describe, expect, test } from 'bun:test';
import { contrastOf } from '../../src/core/accent.ts';
import { languages } from '../../src/core/languages.ts';
import type { Letter } from '../../src/core/letters/letter.ts';
import { renderLetter } from '../../src/core/letters/render.ts';
import { greetedName, inertName, shownAddress } from '../../src/core/letters/safe-text.ts';
import { letterSite, sampleLetters } from '../support/sample-letters.ts';

const reader = { email: 'ada@example.com', name: 'Ada Lovelace' };

const rows = languages.flatMap((language) =>
  sampleLetters.map(({ name, letter }) => ({ name, letter, language })),
);

/** What a person reads of HTML, without what is hidden. */
function readable(html: string): string {
  return html
    .replace(/<head>[^]*<\/head>/, '')
    .replaceAll(/<div style="display:none[^>]*>[^<]*<\/div>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** The address behind the button of a mail; null when it has no button. */
function linkOf(html: string): string | null {
  return /<a href="([^"]*)" style="display:inline-block/.exec(html)?.[1] ?? null;
}

describe.each(rows)('the mail $name in $language', ({ letter, language }) => {
  const rendered = renderLetter(letter, { to: { ...reader, language }, site: letterSite });

  test('has a subject of one line, and no hole', async () => {
    const { subject, text, html } = await rendered;
    expect(subject).toMatch(/^\S.{0,98}\S$/u);
    for (const part of [subject, text, html]) {
      expect(part).not.toMatch(/undefined|NaN|\[object|\bnull\b|\$\{|Invalid|function/);
      expect(part).not.toMatch(/\w'\w/);
    }
    expect(text).toContain('Ada Lovelace');
    expect(text).toContain(letterSite.brand);
  });

  test('shows its link once in each part, on a line of its own in the text', async () => {
    const { text, html } = await rendered;
    const link = linkOf(html);
    const expected = 'link' in letter ? letter.link : link;
    expect(link).toBe(expected);
    if (link === null) return;
    expect(text.split('\n').filter((line) => line === link)).toHaveLength(1);
    expect(readable(html).split(link)).toHaveLength(2);
  });

  test('says the same in both parts', async () => {
    const { text, html } = await rendered;
    expect(wordsOf(readable(html))).toEqual(expect.arrayContaining([...wordsOf(text)]));
    expect(wordsOf(text).length / wordsOf(readable(html)).length).toBeGreaterThan(0.7);
  });

  test('names its language, and loads, runs and sends nothing', async () => {
    const { html } = await rendered;
    expect(html).toStartWith(`<!doctype html>\n<html lang="${language}" dir="ltr">`);
    expect(html).not.toMatch(/<(?:img|script|style|link|iframe|form|svg|object|video)\b/i);
    expect(html).not.toMatch(
      /\b(?:src|srcset|background|on\w+)=|url\(|@import|https?:\/\/(?!auth\.)/i,
    );
    const addresses = [...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address ?? '');
    for (const address of addresses) {
      expect(address).toMatch(
        /^(?:https:\/\/auth\.example\.com(?:$|\/)|mailto:help@example\.com$)/,
      );
    }
  });

  test('has lines that every mail program shows', async () => {
    const { text, html } = await rendered;
    for (const line of text.split('\n')) {
      if (line.includes(' ') && line !== '-- ') expect(line.length).toBeLessThanOrEqual(72);
    }
    for (const line of html.split('\n')) expect(Buffer.byteLength(line)).toBeLessThan(998);
  });
});

test('no text is the same in two languages', async () => {
  for (const { name, letter } of sampleLetters) {
    const sentences = new Map<string, string>();
    for (const language of languages) {
      const to = { ...reader, language };
      const { text, subject } = await renderLetter(letter, { to, site: letterSite });
      const own = [subject, ...text.split(/\n\n+/).slice(0, -1)];
      for (const sentence of own.filter((each) => !each.startsWith('http'))) {
        expect([name, language, sentence, sentences.get(sentence)]).toEqual([
          name,
          language,
          sentence,
          undefined,
        ]);
        sentences.set(sentence, language);
      }
    }
  }
});

interface Hostile {
  readonly name: string;
  readonly inert: string;
  readonly greeted: string | null;
}

const hostile: readonly Hostile[] = [
  { name: 'Ada Lovelace', inert: 'Ada Lovelace', greeted: 'Ada Lovelace' },
  {
    name: "Dr. Séan O'Neill-Ó Dálaigh",
    inert: "Dr. Séan O'Neill-Ó Dálaigh",
    greeted: "Dr. Séan O'Neill-Ó Dálaigh",
  },
  { name: 'J.R.R. Tolkien', inert: 'J. R. R. Tolkien', greeted: null },
  { name: 'עדה לאבלייס', inert: 'עדה לאבלייס', greeted: 'עדה לאבלייס' },
  { name: '<b>Ada</b>', inert: '<b>Ada</ b>', greeted: null },
  { name: 'evil.com', inert: 'evil. com', greeted: null },
  { name: 'https://evil.com/x?y', inert: 'https:// evil. com/ x?y', greeted: null },
  { name: 'HTTPS:\\\\evil.com', inert: 'HTTPS:\\\\ evil. com', greeted: null },
  { name: 'evil。com', inert: 'evil。 com', greeted: null },
  { name: 'evil．com', inert: 'evil． com', greeted: null },
  { name: 'ada@evil.com', inert: 'ada@ evil. com', greeted: null },
  { name: 'Call +49 151 23456789', inert: 'Call +49 151 23456789', greeted: null },
  { name: 'Ada\r\nBcc: eve@evil.com', inert: 'Ada Bcc: eve@ evil. com', greeted: null },
  { name: 'Ada\u2028Lovelace\u0000', inert: 'Ada Lovelace', greeted: 'Ada Lovelace' },
  { name: '\u202Emoc.live\u202C', inert: 'moc. live', greeted: null },
  { name: 'evil\u200B.\u2060com', inert: 'evil . com', greeted: null },
  { name: 'A'.repeat(200), inert: `${'A'.repeat(59)}…`, greeted: null },
  { name: '\uD83D', inert: '\uFFFD', greeted: null },
];

describe('a name', () => {
  test.each([...hostile])('of row %# is shown without a link', ({ name, inert, greeted }) => {
    expect(inertName(name)).toBe(inert);
    expect(greetedName(name)).toBe(greeted);
  });
});

/** The letter with this name wherever it holds one. */
function named(letter: Letter, name: string): Letter {
  const own = ['name', 'by', 'detail', 'token', 'userAgent'].filter((key) => key in letter);
  const changes = Object.fromEntries(own.map((key) => [key, name]));
  return Object.assign({ ...letter, ...changes }, 'providers' in letter && { providers: [name] });
}

describe.each([...hostile])('the hostile name %#', ({ name, greeted }) => {
  const letters = sampleLetters.map(({ letter }) => named(letter, name));

  test('becomes no markup, no link, no other line and no other header', async () => {
    for (const letter of letters) {
      const to = { email: reader.email, name, language: 'en' } as const;
      const { subject, text, html } = await renderLetter(letter, { to, site: letterSite });
      expect(Array.from(subject).length).toBeLessThanOrEqual(100);
      for (const part of [subject, text, html]) {
        expect(part).not.toMatch(/evil\.com|evil[。．\u200B]com|moc\.live|:\/\/evil|ada@evil/);
        expect(part).not.toMatch(
          /(?!\n)[\p{Cc}\u202A-\u202E\u2066-\u2069\u200B\u2060\u2028\u2029]/u,
        );
        expect(part).not.toMatch(/^Bcc/m);
      }
      expect(subject).not.toContain('\n');
      expect(html).not.toContain('<b>');
      expect(text.split('\n', 1)).toEqual([greeted === null ? 'Hello,' : `Hello ${greeted},`]);
    }
  });
});

test('an address is shown as it is, unless it could be taken for a web address', () => {
  expect(shownAddress("o'neill+news_1@mail.example.com")).toBe("o'neill+news_1@mail.example.com");
  expect(shownAddress('jürgen@büro.example')).toBe('jürgen@büro.example');
  expect(shownAddress('https://evil.com/?q=@example.com')).toBe(
    'https:// evil. com/ ?q=@ example. com',
  );
});

describe('the brand', () => {
  test.each(['#000000', '#ffffff', '#ffd500', '#2458c5', '#7f7f7f'])(
    'in %s has a button that can be read',
    async (color) => {
      const site = { ...letterSite, color };
      const to = { ...reader, language: 'en' } as const;
      const { html } = await renderLetter(
        { kind: 'approved', signIn: 'https://x.example' },
        { to, site },
      );
      const [, ground = '', label = ''] = /background-color:(#\w+);color:(#\w+)/.exec(html) ?? [];
      expect(ground).toBe(color);
      expect(contrastOf(ground, label)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each([
    { supportContact: null, text: null, html: null },
    { supportContact: 'Ada & Co', text: 'Help: Ada & Co', html: 'Help: Ada &amp; Co' },
    {
      supportContact: 'https://help.example.com/?a=1&b="',
      text: 'Help: https://help.example.com/?a=1&b="',
      html: '<a href="https://help.example.com/?a=1&amp;b=&quot;"',
    },
    {
      supportContact: 'help&me@example.com',
      text: 'Help: help&me@example.com',
      html: '<a href="mailto:help%26me@example.com"',
    },
  ])('names $supportContact as who helps', async ({ supportContact, ...shown }) => {
    const to = { ...reader, language: 'en' } as const;
    const site = { ...letterSite, brand: '<Club> & "Co"', supportContact };
    const { text, html } = await renderLetter({ kind: 'test' }, { to, site });
    expect(html).toContain('&lt;Club&gt; &amp; &quot;Co&quot;');
    expect(text).toContain('<Club> & "Co"');
    if (shown.text === null) expect(`${text}${html}`).not.toContain('Help');
    else {
      expect(text).toContain(shown.text);
      expect(html).toContain(shown.html);
    }
  });
});

test('what is not known of a place is left out', async () => {
  const to = { ...reader, language: 'en' } as const;
  const place = { at: 0, userAgent: null, ip: null };
  const letter = { kind: 'new_device', account: reader.email, ...place } as const;
  const { text } = await renderLetter(letter, { to, site: letterSite });
  expect(text).toContain('When: January 1, 1970 at 12:00 AM UTC\n\n');
  expect(text).not.toMatch(/Device:|IP address/);
});
