import type { Language } from '../core/languages.ts';

/** What the pages know about their server without asking it. */
export interface SiteFacts {
  readonly brand: {
    readonly name: string;
    /** The paths of the logos; null when unset. */
    readonly logo: string | null;
    readonly logoDark: string | null;
  };
  /** The origin that people are meant to open, which may differ from the one they opened. */
  readonly appUrl: string;
  /** The language of people who chose none, and whose browser asks for no other. */
  readonly language: Language;
  /** Who helps: a name, an e-mail address, or a link that begins with `https://`. */
  readonly supportContact: string | null;
  /** The address of the handbook; null on a server that serves none. */
  readonly handbook: string | null;
  /** Who may read the API documentation at `/docs`. */
  readonly docs: 'public' | 'admin' | 'off';
}
