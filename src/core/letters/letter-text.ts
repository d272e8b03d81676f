import type { LetterSite, Outline } from './outline.ts';
import type { LetterWords } from './words.ts';

const width = 72;

/** A mail as plain text: short lines, and each address on a line of its own. */
export function letterText(outline: Outline, words: LetterWords, site: LetterSite): string {
  const { greeting, paragraphs, facts, button, ends, surprise } = outline;
  const blocks = [
    greeting,
    ...paragraphs,
    facts.map(({ label, value }) => `${words.colon(label)} ${value}`).join('\n'),
    button === null ? '' : `${words.colon(button.label)}\n${button.link}`,
    ends ?? '',
    surprise ?? '',
    footer(words, site),
  ];
  const shown = blocks.filter((block) => block !== '').map((block) => wrapped(block));
  return `${shown.join('\n\n')}\n`;
}

/** Mail programs hide what follows a line of two hyphens and a space in their answers. */
function footer({ colon, help }: LetterWords, site: LetterSite): string {
  const contact = site.supportContact;
  const lines = ['-- ', site.brand, site.appUrl];
  return [...lines, ...(contact === null ? [] : [`${colon(help)} ${contact}`])].join('\n');
}

function wrapped(block: string): string {
  return block
    .split('\n')
    .map((line) => (line === '-- ' ? line : wrapLine(line)))
    .join('\n');
}

/** Breaks a line at its spaces; a word that is longer than a line stays whole. */
function wrapLine(line: string): string {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  return [...lines, current].join('\n');
}
