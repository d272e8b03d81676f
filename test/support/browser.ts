// Pages in a real browser. All test files of a run share one, which is ended after the last of them.
import { join } from 'node:path';
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  ConsoleMessage,
  Page,
  Request,
} from 'playwright-core';
import { atEnd } from './at-end.ts';
import { switchValue } from './environment.ts';
import { launchBrowser } from './packaged-browser.ts';
import { projectRoot } from './process.ts';

interface Visit {
  /** Where the page stands; requests to anywhere else fail the test. */
  readonly origin: string;
  readonly path: string;
  /** Origins that the browser may also be sent to, such as an identity provider's. */
  readonly alsoAt?: readonly string[];
  /** Origins that the page may call. */
  readonly mayCall?: readonly string[];
  /** A small screen that fingers touch; 375 pixels wide. */
  readonly isPhone?: boolean;
  /** Whether scripts run; they do unless this says no. */
  readonly hasScripts?: boolean;
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  /** The language that the browser prefers; American English by default. */
  readonly locale?: string;
  /** What lies in the page's localStorage when it comes. */
  readonly storage?: Readonly<Record<string, string>>;
  /** Cookies of the page's site that are there when it comes. */
  readonly cookies?: ReadonlyMap<string, string>;
  /** Console errors that the test provokes on purpose. */
  readonly expected?: RegExp;
}

/** Opens a page, and fails when it wrote an error to the console, broke its policy or asked another origin. */
export async function visit(visiting: Visit, act: (page: Page) => Promise<void>): Promise<void> {
  const { origin, path, expected } = visiting;
  const browser = await runningBrowser();
  const context = await browser.newContext(optionsOf(visiting));
  try {
    context.setDefaultTimeout(patienceMs);
    const complaints = await listen(context, visiting);
    watchRequests(context);
    context.on('page', leaveWithTokens);
    await delayAnswers(context);
    const page = await context.newPage();
    await page.goto(origin + path);
    await act(page);
    const unexpected = complaints.filter((line) => expected?.test(line) !== true);
    if (unexpected.length > 0) throw new Error(`The page misbehaved:\n${unexpected.join('\n')}`);
  } finally {
    await context.close();
  }
}

function optionsOf({ origin, isPhone = false, ...visiting }: Visit) {
  const { width = isPhone ? 375 : 1280, scheme = 'light', storage = {} } = visiting;
  const { locale = 'en-US', cookies = new Map<string, string>() } = visiting;
  return {
    viewport: { width, height: 800 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    isMobile: isPhone,
    hasTouch: isPhone,
    locale,
    timezoneId: 'UTC',
    javaScriptEnabled: visiting.hasScripts ?? true,
    storageState: {
      cookies: [...cookies].map(([name, value]) => cookieAt(origin, name, value)),
      origins: [{ origin, localStorage: entriesOf(storage) }],
    },
  } as const satisfies BrowserContextOptions;
}

function entriesOf(storage: Readonly<Record<string, string>>) {
  return Object.entries(storage).map(([name, value]) => ({ name, value }));
}

function cookieAt(origin: string, name: string, value: string) {
  const { hostname: domain } = new URL(origin);
  const fixed = { path: '/', expires: -1, httpOnly: true, secure: false } as const;
  return { ...fixed, name, value, domain, sameSite: 'Strict' } as const;
}

/**
 * Waits until no tab asks for anything more, and neither for another moment. The browser's own `networkidle`
 * will not do: it comes once for each document, and our pages are many in one.
 */
export async function settle(page: Page): Promise<void> {
  const requests = underWay.get(page.context());
  for (let calmMs = 0; calmMs < 100; calmMs += 10) {
    await Bun.sleep(10);
    if (requests !== undefined && requests.size > 0) calmMs = 0;
  }
}

const underWay = new WeakMap<BrowserContext, Set<Request>>();

function watchRequests(context: BrowserContext): void {
  const requests = new Set<Request>();
  underWay.set(context, requests);
  context.on('request', (request) => requests.add(request));
  context.on('requestfinished', (request) => requests.delete(request));
  context.on('requestfailed', (request) => requests.delete(request));
}

/**
 * Lets a page be left only once the answer to its refresh is there. Leaving earlier uses the refresh token twice, which
 * a server without a proxy takes for a theft.
 */
function leaveWithTokens(page: Page): void {
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  const isOwnRefresh = (request: Request) =>
    request.url().endsWith('/auth/refresh') && request.frame().page() === page;
  const isRefreshing = () => [...(underWay.get(page.context()) ?? [])].some(isOwnRefresh);
  const refreshed = async () => {
    while (isRefreshing()) await Bun.sleep(10);
  };
  page.goto = async (...given) => {
    await refreshed();
    return goto(...given);
  };
  page.reload = async (...given) => {
    await refreshed();
    return reload(...given);
  };
}

/** How many pixels the page is wider than its window. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
}

/** Leaves a picture for people, when `SCREENSHOTS=1` asks for those of the tests: taking them all costs half a minute. */
export async function captureIfAsked(page: Page, name: string): Promise<void> {
  if (switchValue('SCREENSHOTS') === '1') await capture(page, name);
}

/** Leaves a picture for people in the git-ignored folder `screenshots`. */
export async function capture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(projectRoot, 'screenshots', `${name}.png`), fullPage: true });
}

/** A page that is in order needs a fraction of it; a busy machine shows nothing about a page. */
const patienceMs = 120_000;

let running: Promise<Browser> | undefined;

/** One that died in an earlier visit is followed by another. */
async function runningBrowser(): Promise<Browser> {
  const browser = await running;
  if (browser?.isConnected() === true) return browser;
  running = launchBrowser();
  return await running;
}

/** Ends the browser; the next visit starts another. Tests need not call it. */
export async function closeBrowser(): Promise<void> {
  const browser = await running;
  running = undefined;
  await browser?.close();
}

atEnd(closeBrowser);

/** Hears every tab of the visit. */
async function listen(
  context: BrowserContext,
  { origin, alsoAt = [], mayCall = [] }: Visit,
): Promise<readonly string[]> {
  const complaints: string[] = [];
  // What the pages of a provider write, and what they lack, is no fault of this project's pages.
  const isForeign = (url: string | undefined) =>
    alsoAt.includes(URL.parse(url ?? '')?.origin ?? 'nowhere');
  context.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type()) || isForeign(placeOf(message))) return;
    complaints.push(message.text());
  });
  context.on('weberror', (error) => {
    if (!isForeign(error.page()?.url())) complaints.push(String(error.error()));
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    const isOurs = url.protocol === 'data:' || [origin, ...mayCall].includes(url.origin);
    // What pages over there are made of is their affair.
    const isTheirs = () => URL.parse(request.frame().url())?.origin === url.origin;
    const isAllowed = alsoAt.includes(url.origin) && (request.isNavigationRequest() || isTheirs());
    if (!isOurs && !isAllowed) complaints.push(`asked ${url.href}`);
  });
  await context.addInitScript(`addEventListener('securitypolicyviolation', (event) =>
    console.error('policy broken', event.violatedDirective, event.blockedURI, event.sample))`);
  return complaints;
}

/** The address of the file that wrote it or could not be had; without one, of the page. */
function placeOf(message: ConsoleMessage): string | undefined {
  const { url } = message.location();
  return url === '' ? message.page()?.url() : url;
}

/**
 * With `SLOW_ANSWERS_MS=1500` each answer of the API takes its own time, so that they come in any order: a test
 * that only passed because the machine was quick fails then.
 */
async function delayAnswers(context: BrowserContext): Promise<void> {
  const longestMs = Number(switchValue('SLOW_ANSWERS_MS') ?? 0);
  if (longestMs === 0) return;
  await context.route('**/api/**', async (route) => {
    await Bun.sleep(Math.random() ** 2 * longestMs);
    // Refused when the page has left meanwhile.
    await route.continue().catch(() => undefined);
  });
}
