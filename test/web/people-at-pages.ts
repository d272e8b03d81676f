import { expect } from 'bun:test';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { formatId } from '../../src/core/uuid.ts';
import { captureIfAsked, overflow, settle, visit } from '../support/browser.ts';
import type { addSignedIn } from '../support/people.ts';

type SignedInPerson = Awaited<ReturnType<typeof addSignedIn>>;

type Look = Partial<
  Pick<Parameters<typeof visit>[0], 'width' | 'scheme' | 'locale' | 'expected' | 'alsoAt'>
>;

interface PageVisit extends Look {
  readonly origin: string;
  readonly path: string;
  readonly person: SignedInPerson;
}

/** Opens a page in a browser with a signed-in user. */
export function visitAs(
  { person, ...rest }: PageVisit,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const session = { refreshToken: person.refresh_token, userId: formatId(person.user.id) };
  const storage = { 'anchor-auth.session': JSON.stringify(session) };
  return visit({ ...rest, storage }, act);
}

/** The name of each button, link and field works for those who only hear the page, and nothing is cut off. */
export async function checkPage(page: Page, { hasOwnColours = true } = {}): Promise<void> {
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe.source);
  const found = await page.evaluate<
    readonly string[]
  >(`axe.run({ resultTypes: ['violations'], rules: { 'color-contrast': { enabled: ${hasOwnColours} } } }).then(
    ({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html + failureSummary).join()))`);
  expect(found).toEqual([]);
  expect(await overflow(page)).toBe(0);
}

/** Checks a page in the colours of both schemes and in those of the system alone, to which it changes at once. */
export async function checkLooks(page: Page, picture: string, width: number): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await checkPage(page);
    await captureIfAsked(page, `${picture}-${colorScheme}-${width}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  // The API reference follows the scheme by a script as well, a moment later.
  await until(page, "!document.documentElement.classList.contains('dark-mode')");
  await page.emulateMedia({ forcedColors: 'active' });
  // The contrast is the user's own there.
  await checkPage(page, { hasOwnColours: false });
  await captureIfAsked(page, `${picture}-forced-${width}`);
  await page.emulateMedia({ forcedColors: 'none' });
}

/** Waits until an expression is true in a page. Playwright's own wait would break the page's policy, because it calls eval. */
export async function until(page: Page, expression: string): Promise<void> {
  while (!(await page.evaluate<boolean>(`Boolean(${expression})`))) await page.waitForTimeout(20);
}

/** Types into fields by their labels. */
export async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) {
    await page.getByLabel(label, { exact: true }).fill(text);
  }
}

export async function press(page: Page, name: string): Promise<void> {
  // What is still asked for when the session ends is refused, and the browser complains.
  if (name === 'Sign out') await settle(page);
  await page.getByRole('button', { name, exact: true }).click();
}

/** Waits until the heading of a page is there. */
export async function arriveAt(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
}

/** Makes a page believe that nobody looks at it, until `show`. */
export const hide = `Object.defineProperty(document, 'hidden', { value: true, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'))`;
export const show = `delete document.hidden;
  document.dispatchEvent(new Event('visibilitychange'))`;

/** Goes on by Tab until a control of this name has the focus. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate<string | null>(nameOfFocused)) === name) return;
  }
  throw new Error(`Tab did not reach ${name}`);
}

const nameOfFocused = `(() => {
  const { activeElement: it } = document;
  return it.getAttribute('aria-label') ?? it.labels?.[0]?.textContent ?? it.textContent;
})()`;
