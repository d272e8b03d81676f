import { browserOf, isMobileApp, programOf } from '../device-name.ts';
import type { Language } from '../languages.ts';
import type { Letter, LetterKind, LetterOf } from './letter.ts';
import { greetedName, inertName, oneLine, shownAddress } from './safe-text.ts';
import type { LetterWords, Texts, TextsWithButton } from './words.ts';

/** How this server presents itself in its mails. */
export interface LetterSite {
  /** The name of the server. */
  readonly brand: string;
  /** The colour of the button, `#rrggbb`; null for the usual one. */
  readonly color: string | null;
  /** The address that people open, without a slash at its end. */
  readonly appUrl: string;
  /** Who helps: a name, an e-mail address, or a link that begins with `https://`. */
  readonly supportContact: string | null;
}

/** Who reads a mail. */
export interface Reader {
  readonly email: string;
  /** The name of their account, which anyone may have chosen; null when there is none. */
  readonly name: string | null;
  readonly language: Language;
}

/** The parts of a mail in their order; its text and its HTML are both made from them. */
export interface Outline {
  readonly subject: string;
  readonly title: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly Fact[];
  readonly button: { readonly label: string; readonly link: string } | null;
  /** When the link stops working. */
  readonly ends: string | null;
  readonly surprise: string | null;
}

interface Fact {
  readonly label: string;
  readonly value: string;
}

interface Context {
  readonly words: LetterWords;
  readonly reader: Reader;
  readonly site: LetterSite;
}

type Body = Omit<Outline, 'subject' | 'greeting'> & Pick<Texts, 'subject'>;

const maxSubjectLength = 100;

export function outlineOf<Kind extends LetterKind>(
  letter: LetterOf<Kind>,
  context: Context,
): Outline {
  const { words, reader } = context;
  const body = bodies[letter.kind](letter, context);
  return {
    ...body,
    subject: oneLine(body.subject, maxSubjectLength),
    greeting: words.greeting(greetedName(reader.name)),
  };
}

const bodies: { readonly [Kind in LetterKind]: (letter: LetterOf<Kind>, on: Context) => Body } = {
  verify_email: (letter, on) => withLink(on.words.verifyEmail(namesOf(on)), letter, on),
  reset_password: (letter, on) => withLink(on.words.resetPassword(byOf(letter, on)), letter, on),
  reset_at_provider: ({ providers, signIn }, on) => {
    const list = new Intl.ListFormat(on.reader.language, { type: 'disjunction' });
    const named = list.format(providers.map((provider) => inertName(provider)));
    return withButton(on.words.resetAtProvider({ ...namesOf(on), providers: named }), signIn);
  },
  change_email: (letter, on) => withLink(on.words.changeEmail(namesOf(on)), letter, on),
  email_changing: ({ newEmail, isDone }, on) => {
    const names = { ...namesOf(on), newEmail: shownAddress(newEmail) };
    if (isDone) return plain(on.words.emailChanged(names));
    return withButton(on.words.emailChanging(names), accountPage(on));
  },
  invitation: (letter, on) => withLink(on.words.invitation(byOf(letter, on)), letter, on),
  waiting: ({ count, name, email, page }, on) => {
    const { labels, waiting } = on.words;
    const shown = inertName(name);
    const body = withButton(waiting({ ...namesOf(on), count, name: shown }), page);
    const facts = [
      { label: labels.name, value: shown },
      { label: labels.email, value: shownAddress(email) },
    ];
    return { ...body, facts };
  },
  approved: ({ signIn }, on) => withButton(on.words.approved(namesOf(on)), signIn),
  rejected: (_, on) => plain(on.words.rejected(namesOf(on))),
  security: (letter, on) => {
    const texts = on.words.security[letter.event](accountOf(letter, on));
    const facts = [...detailOf(letter, on.words), ...placeOf(letter, on)];
    return { ...withButton(texts, accountPage(on)), facts };
  },
  new_device: (letter, on) => {
    const texts = on.words.newDevice(accountOf(letter, on));
    return { ...withButton(texts, accountPage(on)), facts: placeOf(letter, on) };
  },
  token_expires: (letter, on) => {
    const { labels, tokenExpires } = on.words;
    const token = inertName(letter.token);
    const body = withButton(tokenExpires({ ...accountOf(letter, on), token }), accountPage(on));
    const facts = [
      { label: labels.token, value: token },
      { label: labels.validUntil, value: timeOf(letter.expiresAt, on.reader.language) },
    ];
    return { ...body, facts };
  },
  test: (_, on) => plain(on.words.test(namesOf(on))),
};

function plain({ subject, title, paragraphs, surprise }: Texts): Body {
  return { subject, title, paragraphs, surprise, facts: [], button: null, ends: null };
}

function withButton(texts: TextsWithButton, link: string): Body {
  return { ...plain(texts), button: { label: texts.button, link } };
}

function withLink(
  texts: TextsWithButton,
  { link, expiresAt }: { readonly link: string; readonly expiresAt: number },
  { words, reader }: Context,
): Body {
  const time = timeOf(expiresAt, reader.language);
  return { ...withButton(texts, link), ends: words.worksUntil({ time }) };
}

function namesOf({ site, reader }: Context) {
  return { brand: site.brand, email: shownAddress(reader.email) };
}

function byOf({ by }: { readonly by: string | null }, on: Context) {
  return { ...namesOf(on), by: by === null ? null : inertName(by) };
}

function accountOf({ account }: { readonly account: string }, { site }: Context) {
  return { brand: site.brand, account: shownAddress(account) };
}

function accountPage({ site }: Context): string {
  return `${site.appUrl}/account`;
}

/** The time in words, always in UTC, because nothing says where the reader is. */
function timeOf(at: number, language: Language): string {
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  }).format(at);
}

type Security = Extract<Letter, { readonly kind: 'security' }>;

function detailOf({ event, detail }: Security, { labels }: LetterWords): readonly Fact[] {
  if (detail === null) return [];
  const label = {
    password_changed: labels.administrator,
    password_reset: labels.administrator,
    api_token_created: labels.token,
    provider_linked: labels.provider,
    provider_unlinked: labels.provider,
  }[event];
  return [{ label, value: inertName(detail) }];
}

interface Place {
  readonly at: number;
  readonly userAgent: string | null;
  readonly ip: string | null;
}

function placeOf({ at, userAgent, ip }: Place, { words, reader }: Context): readonly Fact[] {
  const { labels } = words;
  const device = deviceOf(userAgent ?? '', words);
  return [
    { label: labels.when, value: timeOf(at, reader.language) },
    ...(device === '' ? [] : [{ label: labels.device, value: device }]),
    ...(ip === null ? [] : [{ label: labels.ip, value: oneLine(ip, maxSubjectLength) }]),
  ];
}

function deviceOf(userAgent: string, words: LetterWords): string {
  const { browser, system } = browserOf(userAgent);
  if (browser !== null && system !== null) return words.browserOn({ browser, system });
  if (system !== null) return words.appOn({ system });
  return isMobileApp(userAgent) ? words.mobileApp : inertName(programOf(userAgent.trim()));
}
