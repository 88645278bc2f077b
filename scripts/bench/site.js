import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const TIMES = 5;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Selects 500 nodes of 10,000. */
const FIVE_HUNDRED = 'silver.device gold.device mart_*_90??';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {Record<string, number>} Figures milliseconds, or megabytes where the name says so */

/** What is aimed at, on two cores. */
const TARGETS = /** @type {Readonly<Record<string, string>>} */ ({
  'first page': '< 1500 ms',
  'search, first keystroke': '< 100 ms',
  'search, next keystrokes (worst)': '< 100 ms',
  'open a node': '< 100 ms',
  'open its columns': '< 100 ms',
  'open the next node': '< 100 ms',
  'open a list': '< 100 ms',
  'filter a list': '< 100 ms',
  'graph of 500 nodes': '< 1000 ms',
  'graph: pan (worst)': '< 100 ms',
  'graph: zoom (worst)': '< 100 ms',
  'graph: hover (worst)': '< 100 ms',
  'JS heap, MB': '',
  'tab, MB': '< 400 MB',
});

/**
 * Prints how the docs site feels in a headless Chromium, from file://: medians of five visits.
 * @param {{ nodes: number, print: (text: string) => void }} options
 */
export async function benchSite({ nodes, print }) {
  const folder = mkdtempSync(join(tmpdir(), 'lakemodel-bench-site-'));
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  try {
    execFileSync(process.execPath, [join(ROOT, 'site/testkit/write-sample.js'), folder, '--nodes', String(nodes)]);
    print(`Docs site of ${nodes.toLocaleString('en')} nodes, ${(nodes * 10).toLocaleString('en')} columns. `);
    print(`Load ${loadavg()[0]?.toFixed(1)}. Medians of ${TIMES}.\n\n`);
    /** @type {Figures[]} */
    const visits = [];
    for (let time = 0; time < TIMES; time++) {
      const browser = await chromium.launch({ executablePath: findBrowser(), args });
      try {
        visits.push(await visitSite(browser, pathToFileURL(join(folder, 'index.html')).href));
      } finally {
        await browser.close();
      }
    }
    for (const name of Object.keys(visits[0] ?? {})) {
      const values = visits.map((visit) => visit[name] ?? 0).sort((a, b) => a - b);
      const [lowest = 0, middle = 0, highest = 0] = [values[0], values[TIMES >> 1], values.at(-1)];
      const text = `${middle.toFixed(0).padStart(8)}   (${lowest.toFixed(0)} to ${highest.toFixed(0)})`;
      print(`${name.padEnd(34)}${text.padEnd(28)}${TARGETS[name] ?? ''}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Walks through the site as somebody would, once.
 * @param {Browser} browser
 * @param {string} address
 * @returns {Promise<Figures>}
 */
async function visitSite(browser, address) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(installStopwatch);
  await page.goto(address);
  /** @type {Figures} */
  const figures = {};
  figures['first page'] = await page.evaluate(() => window.stopwatch.first);
  figures['first page: FCP'] = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
  );
  figures['first page: LCP'] = await page.evaluate(() => window.stopwatch.largest());
  await page.waitForFunction(() => document.querySelector('.nav button') && !document.querySelector('.nav .loading'));
  await searching(page, figures);
  await opening(page, figures);
  await graph(page, figures);
  await memory(browser, page, figures);
  return figures;
}

/**
 * @param {Page} page
 * @param {Figures} figures
 */
async function searching(page, figures) {
  await page.keyboard.press('/');
  // Somebody who goes to the box begins to type a moment later.
  await page.waitForTimeout(1000);
  const keys = [...'customer_net am'];
  const took = [];
  for (const key of keys)
    took.push(await timed(page, () => page.keyboard.press(key === ' ' ? 'Space' : key), 'found', '#search-list'));
  figures['search, first keystroke'] = took[0] ?? 0;
  figures['search, next keystrokes (worst)'] = Math.max(...took.slice(1).filter((time) => !Number.isNaN(time)));
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}

/**
 * @param {Page} page
 * @param {Figures} figures
 */
async function opening(page, figures) {
  figures['open a list'] = await timed(
    page,
    () => page.locator('.header-links a', { hasText: 'Lists' }).click(),
    'seen',
    '.main tbody tr:nth-child(10)',
  );
  const filter = page.locator('.main .filter-bar input').first();
  await filter.focus();
  figures['filter a list'] = await timed(page, () => page.keyboard.press('7'), 'found', '.filter-found');
  const link = page.locator('.main tbody a[href^="#/node/"]').nth(3);
  figures['open a node'] = await timed(page, () => link.click(), 'seen', '.node-page .tabs');
  await page.locator('.column-row').first().waitFor();
  const column = page.locator('.column-name').nth(2);
  figures['open its columns'] = await timed(page, () => column.click(), 'seen', '.column-more');
  await page.goBack();
  await page.locator('.main tbody a[href^="#/node/"]').nth(5).waitFor();
  const next = page.locator('.main tbody a[href^="#/node/"]').nth(5);
  figures['open the next node'] = await timed(page, () => next.click(), 'seen', '.node-page .tabs');
}

/**
 * @param {Page} page
 * @param {Figures} figures
 */
async function graph(page, figures) {
  const hash = `#/graph?select=${encodeURIComponent(FIVE_HUNDRED)}`;
  figures['graph of 500 nodes'] = await page.evaluate(async (to) => {
    const begin = performance.now();
    location.hash = to;
    await window.stopwatch.until(() => document.querySelectorAll('.graph-box').length > 20);
    return performance.now() - begin;
  }, hash);
  const count = await page.locator('.graph-count').innerText();
  if (!count.startsWith('500 nodes')) throw new Error(`the graph has ${count}`);
  const frame = await page.locator('.graph-frame').boundingBox();
  if (!frame) throw new Error('the graph is not seen');
  const [x, y] = [frame.x + frame.width / 2, frame.y + frame.height / 2];
  await page.mouse.move(x, y);
  const worst = async (/** @type {string} */ type, /** @type {() => Promise<void>} */ act) => {
    await page.evaluate((name) => window.stopwatch.listen(name), type);
    await act();
    return await page.evaluate(() => window.stopwatch.worst());
  };
  figures['graph: hover (worst)'] = await worst('pointermove', async () => {
    for (let step = 0; step < 30; step++) await page.mouse.move(frame.x + 60 + step * 25, frame.y + 80 + step * 12);
  });
  figures['graph: zoom (worst)'] = await worst('wheel', async () => {
    for (let step = 0; step < 20; step++) await page.mouse.wheel(0, step < 12 ? -120 : 120);
  });
  await page.mouse.move(frame.x + 20, y);
  await page.mouse.down();
  figures['graph: pan (worst)'] = await worst('pointermove', async () => {
    for (let step = 0; step < 30; step++) await page.mouse.move(frame.x + 20 + step * 20, y + step * 5);
  });
  await page.mouse.up();
}

/**
 * @param {Browser} browser
 * @param {Page} page
 * @param {Figures} figures
 */
async function memory(browser, page, figures) {
  const ofPage = await page.context().newCDPSession(page);
  await ofPage.send('Performance.enable');
  await ofPage.send('HeapProfiler.collectGarbage');
  const { metrics } = await ofPage.send('Performance.getMetrics');
  figures['JS heap, MB'] = (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 2 ** 20;
  const ofBrowser = await browser.newBrowserCDPSession();
  const { processInfo } = await ofBrowser.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => residentMegabytes(id));
  figures['tab, MB'] = Math.max(...renderers);
}

/**
 * Milliseconds from an event to the frame in which its effect is drawn. `found`: the element is there and has changed since; `seen`: it is there.
 * @param {Page} page
 * @param {() => Promise<void>} act
 * @param {'found' | 'seen'} how
 * @param {string} selector
 */
async function timed(page, act, how, selector) {
  await page.evaluate(([kind, what]) => window.stopwatch.start(kind === 'found', what ?? ''), [how, selector]);
  await act();
  return await page.evaluate(() => window.stopwatch.took);
}

/** Linux alone tells; elsewhere 0. @param {number} id */
function residentMegabytes(id) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function findBrowser() {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const paths = BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = process.env['CHROMIUM'] ?? paths.find(isProgram);
  if (!found) throw new Error('No Chromium was found: name its program in the environment variable CHROMIUM.');
  return found;
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs in the page, before its own scripts. */
function installStopwatch() {
  /** @type {(isTrue: () => boolean) => Promise<number>} */
  const until = (isTrue) =>
    new Promise((done) => {
      // What is there when a frame begins is drawn in it; a message comes after that.
      const look = () => {
        if (!isTrue()) return requestAnimationFrame(look);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now());
        return port2.postMessage(null);
      };
      requestAnimationFrame(look);
    });
  let largest = 0;
  new PerformanceObserver((list) => {
    largest = list.getEntries().at(-1)?.startTime ?? largest;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  /** @type {number[]} */
  let heard = [];
  const hear = (/** @type {Event} */ event) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => heard.push(performance.now() - event.timeStamp);
      port2.postMessage(null);
    });
  };
  window.stopwatch = {
    until,
    first: until(() => document.querySelector('.overview .layers') !== null),
    largest: () => largest,
    took: Promise.resolve(0),
    start: (mustChange, selector) => {
      const before = document.querySelector(selector)?.outerHTML;
      const isDone = () => {
        const now = document.querySelector(selector);
        return now !== null && (!mustChange || before === undefined || now.outerHTML !== before);
      };
      window.stopwatch.took = new Promise((done) => {
        const begin = async (/** @type {Event} */ event) => {
          for (const type of ['keydown', 'click']) removeEventListener(type, begin, true);
          // What has the same result changes nothing: no figure.
          setTimeout(() => done(Number.NaN), 3000);
          done((await until(isDone)) - event.timeStamp);
        };
        for (const type of ['keydown', 'click']) addEventListener(type, begin, true);
      });
    },
    listen: (type) => {
      heard = [];
      for (const each of ['pointermove', 'wheel']) removeEventListener(each, hear, true);
      addEventListener(type, hear, { capture: true, passive: true });
    },
    worst: async () => {
      await new Promise((done) => setTimeout(done, 100));
      return Math.max(0, ...heard);
    },
  };
}
