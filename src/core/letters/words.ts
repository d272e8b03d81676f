import type { Language } from '../languages.ts';
import type { SecurityEvent } from './letter.ts';

/** What the texts of all mails may name. */
export interface Names {
  /** The name of this server. */
  readonly brand: string;
  /** The address that the mail goes to. */
  readonly email: string;
}

/** The texts of one kind of mail. */
export interface Texts {
  readonly subject: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** What to do when the mail is a surprise; null when there is nothing to do. */
  readonly surprise: string | null;
}

export interface TextsWithButton extends Texts {
  readonly button: string;
}

type By = { readonly by: string | null };
type Account = Pick<Names, 'brand'> & { readonly account: string };

/** The texts of all mails in one language. */
export interface LetterWords {
  readonly greeting: (name: string | null) => string;
  /** A label before its value on one line. */
  readonly colon: (label: string) => string;
  /** Before the address of the button, written out. */
  readonly orOpen: string;
  /** When a link that does one thing once ends. */
  readonly worksUntil: (values: { readonly time: string }) => string;
  /** Before who helps, in the footer. */
  readonly help: string;
  readonly labels: {
    readonly when: string;
    readonly device: string;
    readonly ip: string;
    readonly name: string;
    readonly email: string;
    readonly token: string;
    readonly provider: string;
    readonly administrator: string;
    readonly validUntil: string;
  };
  readonly browserOn: (values: { readonly browser: string; readonly system: string }) => string;
  readonly appOn: (values: { readonly system: string }) => string;
  readonly mobileApp: string;

  readonly verifyEmail: (values: Names) => TextsWithButton;
  readonly resetPassword: (values: Names & By) => TextsWithButton;
  /** `providers` is a list such as "Google or GitHub". */
  readonly resetAtProvider: (values: Names & { readonly providers: string }) => TextsWithButton;
  readonly changeEmail: (values: Names) => TextsWithButton;
  readonly emailChanging: (values: Names & { readonly newEmail: string }) => TextsWithButton;
  readonly emailChanged: (values: Names & { readonly newEmail: string }) => Texts;
  readonly invitation: (values: Names & By) => TextsWithButton;
  readonly waiting: (
    values: Names & { readonly count: number; readonly name: string },
  ) => TextsWithButton;
  readonly approved: (values: Names) => TextsWithButton;
  readonly rejected: (values: Names) => Texts;
  readonly security: Readonly<Record<SecurityEvent, (values: Account) => TextsWithButton>>;
  readonly newDevice: (values: Account) => TextsWithButton;
  readonly tokenExpires: (values: Account & { readonly token: string }) => TextsWithButton;
  readonly test: (values: Names) => Texts;
}

const files: Readonly<Record<Language, () => Promise<LetterWords>>> = {
  en: async () => (await import('./words/en.ts')).en,
  de: async () => (await import('./words/de.ts')).de,
  fr: async () => (await import('./words/fr.ts')).fr,
  es: async () => (await import('./words/es.ts')).es,
};

/** The texts in a language, which are loaded with the first mail in it. */
export function letterWords(language: Language): Promise<LetterWords> {
  return files[language]();
}
