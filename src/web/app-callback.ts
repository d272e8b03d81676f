import type { Language } from '../core/languages.ts';
import { type Brand, brandTags } from './brand.ts';
import { appCallbackWords } from './app-callback-words.ts';

/** What a provider answered to an app: the parameters that are handed on. */
export interface AppAnswer {
  readonly code?: string;
  readonly state?: string;
  readonly iss?: string;
  readonly error?: string;
}

/** The longest value of each parameter; a longer one is left out. */
const maxLengths = { code: 4096, state: 2048, iss: 1000, error: 200 } as const;

/** Reads the answer of a provider; anything else in the address is left out, and so are repeated parameters. */
export function readAppAnswer(parameters: ReadonlyMap<string, string>): AppAnswer {
  return Object.fromEntries(
    Object.entries(maxLengths).flatMap(([name, maxLength]) => {
      const value = parameters.get(name);
      return value === undefined || value.length > maxLength ? [] : [[name, value]];
    }),
  );
}

/** Whether a provider answered at all. */
export function hasAnswer({ code, error }: AppAnswer): boolean {
  return code !== undefined || error !== undefined;
}

/** The address that opens the app with the answer, as the app would get it without this page. */
function appAddress(scheme: string, answer: AppAnswer): string {
  // A space is written as %20, because apps do not read a plus as one.
  const pairs = Object.entries(answer).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return `${scheme}://oidc/callback?${pairs.join('&')}`;
}

interface AppCallbackPage {
  readonly brand: Brand;
  readonly language: Language;
  /** The tags of style sheet and icon of the pages. */
  readonly links: readonly string[];
  /** The picture of the icon, for a server without a logo. */
  readonly icon: string;
  readonly scheme: string;
  readonly answer: AppAnswer;
}

/** The page with the button that opens the app. It has no script: browsers open apps for people, not for pages. */
export function appCallbackPage(page: AppCallbackPage): string {
  const { brand, language, links, icon, scheme, answer } = page;
  const words = appCallbackWords[language];
  const { title, text } = words[situationOf(answer)];
  const name = Bun.escapeHTML(brand.name);
  const address = Bun.escapeHTML(appAddress(scheme, answer));
  const button = `<a class="button primary wide" href="${address}">${words.open}</a>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title} – ${name}</title>
${links.join('\n')}
${brandTags(brand)}
</head>
<body>
<div class="entry">
<header class="entry-brand">${logoTags(brand, icon)}<bdi>${name}</bdi></header>
<main class="card entry-card">
<header class="entry-header"><h1>${title}</h1><p class="muted">${text}</p></header>
${hasAnswer(answer) ? button : ''}
</main>
</div>
</body>
</html>
`;
}

/** Written by the server alone, so there is nothing to escape. */
function logoTags({ logo, logoDark }: Brand, icon: string): string {
  if (logoDark === null) return `<img class="logo" src="${logo ?? icon}" alt="">`;
  return `<img class="logo for-light" src="${logo}" alt=""><img class="logo for-dark" src="${logoDark}" alt="">`;
}

function situationOf(answer: AppAnswer): 'done' | 'failed' | 'empty' {
  if (!hasAnswer(answer)) return 'empty';
  return answer.error === undefined ? 'done' : 'failed';
}
