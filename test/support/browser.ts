// A real browser for the pages: an installed Chromium, or the one that comes inside an npm package.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
  type Request,
} from 'playwright-core';
import manifest from '../../package.json' with { type: 'json' };

interface Visit {
  /** Where the page stands; requests to anywhere else fail the test. */
  readonly origin: string;
  readonly path: string;
  /** Origins that the browser may also be sent to, such as an identity provider's. */
  readonly alsoAt?: readonly string[];
  /** A small screen that fingers touch; 375 pixels wide. */
  readonly isPhone?: boolean;
  /** Whether scripts run; they do unless this says no. */
  readonly hasScripts?: boolean;
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
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
  const browser = await (running ??= launch());
  const context = await browser.newContext(optionsOf(visiting));
  try {
    context.setDefaultTimeout(patienceMs);
    const complaints = await listen(context, visiting);
    watchRequests(context);
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
  const { cookies = new Map<string, string>() } = visiting;
  return {
    viewport: { width, height: 800 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    isMobile: isPhone,
    hasTouch: isPhone,
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

/** How many pixels the page is wider than its window. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
}

/** Leaves a picture for people, when `SCREENSHOTS=1` asks for those of the tests: taking them all costs half a minute. */
export async function captureIfAsked(page: Page, name: string): Promise<void> {
  if (process.env['SCREENSHOTS'] === '1') await capture(page, name);
}

/** Leaves a picture for people in the git-ignored folder `screenshots`. */
export async function capture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(root, 'screenshots', `${name}.png`), fullPage: true });
}

/** A page that is in order needs a fraction of it; a busy machine shows nothing about a page. */
const patienceMs = 30_000;

const root = resolve(import.meta.dir, '../..');

let running: Promise<Browser> | undefined;

/** For `afterAll`; the next visit starts another browser. */
export async function closeBrowser(): Promise<void> {
  const browser = await running;
  running = undefined;
  await browser?.close();
}

/** Hears every tab of the visit. */
async function listen(
  context: BrowserContext,
  { origin, alsoAt = [] }: Visit,
): Promise<readonly string[]> {
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('request', (request) => {
    const url = new URL(request.url());
    const isOurs = url.protocol === 'data:' || url.origin === origin;
    // What pages over there are made of is their affair.
    const isTheirs = () => URL.parse(request.frame().url())?.origin === url.origin;
    const isAllowed = alsoAt.includes(url.origin) && (request.isNavigationRequest() || isTheirs());
    if (!isOurs && !isAllowed) complaints.push(`asked ${url.href}`);
  });
  await context.addInitScript(`addEventListener('securitypolicyviolation', (event) =>
    console.error('policy broken', event.violatedDirective, event.blockedURI, event.sample))`);
  return complaints;
}

/**
 * With `SLOW_ANSWERS_MS=1500` each answer of the API takes its own time, so that they come in any order: a test
 * that only passed because the machine was quick fails then.
 */
async function delayAnswers(context: BrowserContext): Promise<void> {
  const longestMs = Number(process.env['SLOW_ANSWERS_MS'] ?? 0);
  if (longestMs === 0) return;
  await context.route('**/api/**', async (route) => {
    await Bun.sleep(Math.random() ** 2 * longestMs);
    // Refused when the page has left meanwhile.
    await route.continue().catch(() => undefined);
  });
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function launch(): Promise<Browser> {
  const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) =>
    existsSync(path),
  );
  if (installed !== undefined) return chromium.launch({ executablePath: installed, args: flags });
  const directory = await unpacked();
  return chromium.launch({
    executablePath: join(directory, 'chromium'),
    args: flags,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(directory, 'al2023', 'lib'),
      FONTCONFIG_PATH: directory,
    },
  });
}

/** Unpacked once and kept; the rename makes it whole or not there, also when two runs begin together. */
async function unpacked(): Promise<string> {
  const cache = join(root, 'node_modules/.cache');
  const directory = join(cache, `chromium-${manifest.devDependencies['@sparticuz/chromium']}`);
  if (existsSync(directory)) return directory;
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, 'unpacking-'));
  await unpackInto(fresh);
  writeFileSync(join(fresh, 'fonts.conf'), fontSettings(directory));
  try {
    renameSync(fresh, directory);
  } catch (error) {
    rmSync(fresh, { recursive: true });
    if (!existsSync(directory)) throw error;
  }
  return directory;
}

/** The package unpacks into the temporary directory, and its system libraries only for a cloud host by name. */
async function unpackInto(directory: string): Promise<void> {
  const names = ['TMPDIR', 'AWS_EXECUTION_ENV', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH'] as const;
  const before = names.map((name) => [name, process.env[name]] as const);
  process.env['TMPDIR'] = directory;
  process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs22.x';
  try {
    const { default: packedChromium } = await import('@sparticuz/chromium');
    await packedChromium.executablePath();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/** The fonts of the package, and those of the machine. */
function fontSettings(directory: string): string {
  const directories = [join(directory, 'fonts'), '/usr/share/fonts'];
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${directories.map((each) => `<dir>${each}</dir>`).join('\n')}
<cachedir>${join(directory, 'font-cache')}</cachedir>
</fontconfig>
`;
}
