import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { inject } from 'vitest';

const SCREENSHOTS = join(import.meta.dirname, '../../target/browser');

/** A page that is watched. */
export interface Watched {
  readonly page: Page;
  /** What the page did that it should not: errors on the console, requests to other places, violations of its security policy. */
  readonly problems: readonly string[];
}

/** Starts the browser. As root, as in a container, Chromium refuses to start with its own sandbox. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: inject('chromium'),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

/** Address of a page of the site that `docs generate` wrote into a project's folder. */
export function fileAddress(projectFolder: string, hash = '#/'): string {
  return `${pathToFileURL(join(projectFolder, 'target/docs/index.html')).href}${hash}`;
}

/** Opens an address in a window of its own. */
export async function open(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  const home = new URL(address);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isOwn = url.protocol === 'blob:' || url.protocol === 'data:' || url.origin === home.origin;
    if (!isOwn || (home.protocol === 'file:' && url.protocol === 'file:' && !within(url, home)))
      problems.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  return { page, problems };
}

function within(url: URL, home: URL): boolean {
  return url.pathname.startsWith(home.pathname.slice(0, home.pathname.lastIndexOf('/') + 1));
}

/** Goes to another page of the site, as a link does, and waits until all of it is there. */
export async function visit(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await settled(page);
}

/** Waits until nothing more is loaded or drawn. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(twoFrames);
  await page.waitForFunction(
    () => document.querySelector('h1, .problem') && !document.querySelector('.loading, [aria-busy=true]'),
  );
  await page.evaluate(twoFrames);
}

/** Runs in the page: what was asked for is drawn after it. */
function twoFrames(): Promise<void> {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
}

/** Keeps a picture of the page for a person to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}
