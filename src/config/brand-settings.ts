import { resolve } from 'node:path';
import { languages } from '../core/languages.ts';
import { codePoints } from '../core/text.ts';
import { oneOf, type Parser } from './kinds.ts';
import { optional, setting } from './setting.ts';
import { path } from './storage-kinds.ts';

const maxNameLength = 40;
const maxContactLength = 200;

/** The name that people read on pages and in titles: characters that break or reverse a line are refused. */
const brandName: Parser<string> = (text) =>
  codePoints(text) > maxNameLength || !isPlainLine(text)
    ? { problem: `takes one line of at most ${maxNameLength} characters` }
    : { value: text };

/** A colour, stored as `#rrggbb` in lower case. An unquoted # begins a comment in `.env`, so it may be left out. */
const hexColor: Parser<string> = (text) =>
  /^#?[0-9a-f]{6}$/i.test(text)
    ? { value: `#${text.replace('#', '').toLowerCase()}` }
    : { problem: 'takes a colour of six hex digits such as #2458c5' };

/** Who helps: a name, an e-mail address, or an https link, which the pages make a link. */
const contact: Parser<string> = (text) => {
  const isShort = codePoints(text) <= maxContactLength && isPlainLine(text);
  const hasScheme = /^[a-z][a-z0-9+.-]*:\S/i.test(text);
  return isShort && (!hasScheme || isHttpsLink(text))
    ? { value: text }
    : {
        problem: `takes a name, an e-mail address or an https:// link of at most ${maxContactLength} characters`,
      };
};

function isPlainLine(text: string): boolean {
  return text.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u.test(text);
}

function isHttpsLink(text: string): boolean {
  const url = /^https:\/\/[^\s\\]+$/i.test(text) ? URL.parse(text) : null;
  return url !== null && url.username === '' && url.password === '';
}

/** The variables of the brand and the language, for the table of all variables. */
export const brandSettings = {
  BRAND_NAME: setting(brandName, 'Anchor', 'name on the pages'),
  BRAND_LOGO: optional(path, '', 'picture file shown as the logo'),
  BRAND_LOGO_DARK: optional(path, '', 'the logo on dark pages'),
  BRAND_COLOR: optional(hexColor, '', 'colour of buttons and links'),
  SUPPORT_CONTACT: optional(contact, '', 'who helps: a name, e-mail address or https:// link'),
  DEFAULT_LANGUAGE: setting(oneOf(...languages), 'en', 'language of the pages unless chosen'),
};

/** How this server presents itself. */
export interface BrandConfig {
  readonly name: string;
  /** The absolute path of a picture; whether it can be used is checked when a server starts. */
  readonly logoFile: string | null;
  readonly logoDarkFile: string | null;
  /** `#rrggbb`, lower case. */
  readonly color: string | null;
  /** A name, an e-mail address, or a link that begins with `https://`. */
  readonly supportContact: string | null;
}

interface BrandValues {
  readonly BRAND_NAME: string;
  readonly BRAND_LOGO: string | null;
  readonly BRAND_LOGO_DARK: string | null;
  readonly BRAND_COLOR: string | null;
  readonly SUPPORT_CONTACT: string | null;
}

export function groupBrand(values: BrandValues, cwd: string): BrandConfig {
  const absolute = (file: string | null) => (file === null ? null : resolve(cwd, file));
  return {
    name: values.BRAND_NAME,
    logoFile: absolute(values.BRAND_LOGO),
    logoDarkFile: absolute(values.BRAND_LOGO_DARK),
    color: values.BRAND_COLOR,
    supportContact: values.SUPPORT_CONTACT,
  };
}
