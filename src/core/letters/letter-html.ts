// Mail programs know less HTML than browsers: a table for the button, styles in the elements, and no colours except
// those of the button, so that text and ground are those of the reader's own theme, light or dark.
import { lightAccent } from '../accent.ts';
import type { Language } from '../languages.ts';
import type { LetterSite, Outline } from './outline.ts';
import type { LetterWords } from './words.ts';

interface Parts {
  readonly outline: Outline;
  readonly words: LetterWords;
  readonly site: LetterSite;
  readonly language: Language;
}

const usualColor = '#2458c5';

const font = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
const paragraphStyle = 'margin:0 0 16px;font-size:16px;line-height:24px';
const smallStyle = 'margin:0 0 16px;font-size:14px;line-height:21px';
/** A line that is seen on a light and on a dark ground. */
const line = '1px solid rgba(128,128,128,0.35)';

/** A mail as HTML: it loads nothing, runs nothing and does not track its reader. */
export function letterHtml({ outline, words, site, language }: Parts): string {
  const { subject, title, greeting, paragraphs } = outline;
  const [preview = ''] = paragraphs;
  return `<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<title>${escape(subject)}</title>
</head>
<body style="margin:0;padding:0;-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escape(preview)}</div>
<div lang="${language}" dir="ltr" style="max-width:560px;margin:0 auto;padding:32px 20px;font-family:${font};overflow-wrap:break-word;word-wrap:break-word">
<p style="margin:0 0 32px;font-size:16px;line-height:24px;font-weight:600">${escape(site.brand)}</p>
<h1 style="margin:0 0 20px;font-size:24px;line-height:31px;font-weight:600;letter-spacing:-0.01em">${prose(title)}</h1>
<p style="${paragraphStyle}">${escape(greeting)}</p>
${paragraphs.map((text) => `<p style="${paragraphStyle}">${prose(text)}</p>`).join('\n')}
${[factsHtml(outline), buttonHtml(outline, words, site), closing(outline)].join('')}${footer(words, site)}
</div>
</body>
</html>
`;
}

function factsHtml({ facts }: Outline): string {
  if (facts.length === 0) return '';
  const cell = `padding:8px 0;border-top:${line};font-size:15px;line-height:22px;vertical-align:top;text-align:left`;
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><th scope="row" style="${cell};font-weight:400;opacity:0.72;padding-right:16px;width:30%">${escape(label)}</th>` +
      `<td dir="auto" style="${cell};font-weight:500;word-break:break-word">${escape(value)}</td></tr>`,
  );
  return `<table style="width:100%;margin:8px 0 24px;border-collapse:collapse;border-bottom:${line}">
${rows.join('\n')}
</table>
`;
}

function buttonHtml({ button }: Outline, { orOpen }: LetterWords, { color }: LetterSite): string {
  if (button === null) return '';
  const { accent, onAccent } = lightAccent(color ?? usualColor);
  const link = escape(button.link);
  const box = `display:inline-block;padding:12px 22px;border:${line};border-radius:8px;background-color:${accent};color:${onAccent};font-size:16px;line-height:22px;font-weight:600;text-decoration:none`;
  return `<table role="presentation" style="margin:24px 0;border-collapse:collapse"><tr><td style="padding:0;border-radius:8px">
<a href="${link}" style="${box}">${escape(button.label)}</a>
</td></tr></table>
<p style="${smallStyle}">${escape(orOpen)}<br>
<a href="${link}" style="color:inherit;word-break:break-all">${link}</a></p>
`;
}

function closing({ ends, surprise }: Outline): string {
  const texts = [ends, surprise].filter((text) => text !== null);
  return texts.map((text) => `<p style="${smallStyle}">${escape(text)}</p>\n`).join('');
}

function footer({ colon, help }: LetterWords, site: LetterSite): string {
  const address = `<a href="${escape(site.appUrl)}" style="color:inherit">${escape(site.appUrl)}</a>`;
  const contact = site.supportContact;
  const helper = contact === null ? '' : `<br>\n${escape(colon(help))} ${contactHtml(contact)}`;
  return `<div style="margin-top:32px;padding-top:16px;border-top:${line};font-size:13px;line-height:20px;opacity:0.72">${escape(site.brand)}<br>
${address}${helper}</div>`;
}

function contactHtml(contact: string): string {
  const link = (href: string) =>
    `<a href="${escape(href)}" style="color:inherit">${escape(contact)}</a>`;
  if (/^https:\/\//i.test(contact)) return link(contact);
  if (!/^[^\s@]+@[^\s@]+$/.test(contact)) return escape(contact);
  return link(`mailto:${contact.split('@').map(encodeURIComponent).join('@')}`);
}

/** A text in which the word e-mail is never broken at its hyphen. */
function prose(text: string): string {
  return escape(text).replaceAll(/\be-mail\b/gi, '<span style="white-space:nowrap">$&</span>');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
