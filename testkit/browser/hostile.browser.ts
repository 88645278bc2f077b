import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { MARKUP_NAME } from './hostile-project.ts';
import { fileAddress, launch, open, settled, visit } from './page.ts';
import type { Watched } from './page.ts';

const VIEWS = ['columns', 'result', 'sql', 'lineage', 'tests', 'runs', 'quarantine', 'config'];

/** A project whose every text is an attack: no page may run any of it, and the texts are still to be read. */
describe('texts that are attacks', () => {
  let browser: Browser;
  let watched: Watched;
  beforeAll(async () => {
    browser = await launch();
    watched = await open(browser, fileAddress(inject('hostileFolder')), { acceptDownloads: true });
    await settled(watched.page);
  });
  afterAll(() => browser.close());

  it('run nothing, load nothing and add no element on any page', async () => {
    const { page, problems } = watched;
    const ids = await everyId(page);
    expect(ids.length).toBeGreaterThan(8);
    const hashes = ids.flatMap((id) =>
      /^(test|unit_test)\./.test(id)
        ? [`#/check/${encodeURIComponent(id)}`]
        : VIEWS.map((view) => `#/node/${encodeURIComponent(id)}?view=${view}`),
    );
    const others = [
      '#/',
      '#/graph',
      '#/er',
      '#/runs',
      '#/search?q=img',
      '#/search?q=%3Cscript%3E',
      `#/search?q=${encodeURIComponent(MARKUP_NAME)}`,
    ];
    const kinds = ['model', 'source', 'seed', 'analysis', 'exposure', 'macro', 'test'].map((kind) => `#/list/${kind}`);
    const columns = [MARKUP_NAME, '__proto__', 'constructor'].flatMap((column) => [
      `#/node/model.hostile.attacked?view=columns&column=${encodeURIComponent(column)}`,
      `#/columns/model.hostile.attacked/${encodeURIComponent(column)}?up=all&down=all`,
    ]);
    const rubbish = ['__proto__', 'constructor', MARKUP_NAME, 'javascript:window.pwned=1'].flatMap((text) => [
      `#/node/${encodeURIComponent(text)}`,
      `#/graph?select=${encodeURIComponent(text)}&open=${encodeURIComponent(text)}`,
      `#/list/model?layer=${encodeURIComponent(text)}&order=${encodeURIComponent(text)}`,
      `#/${encodeURIComponent(text)}`,
    ]);
    for (const hash of [...hashes, ...others, ...kinds, ...columns, ...rubbish]) {
      await visit(page, hash);
      await page.mouse.move(600, 400);
      expect(await page.evaluate(wounds), hash).toEqual([]);
    }
    expect(problems).toEqual([]);
  });

  it('are shown as text', async () => {
    const { page } = watched;
    await visit(page, '#/node/model.hostile.attacked');
    expect(await page.locator('.column-name').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining(MARKUP_NAME), expect.stringContaining('__proto__')]),
    );
    await visit(page, '#/node/model.hostile.attacked?view=sql');
    expect(await page.locator('.code-view-text').innerText()).toContain(`<script>window.pwned='script'</script>`);
    await visit(page, '#/node/exposure.hostile.dashboard');
    expect(await page.locator('.main').innerText()).toContain(`<img src=x onerror="window.pwned='img'">`);
    await visit(page, '#/node/analysis.hostile.answers');
    expect(await page.locator('.datatable-table').innerText()).toContain(`<script>window.pwned='script'</script>`);
  });

  it('are no formulas in CSV, and no script in a picture', async () => {
    const { page } = watched;
    await visit(page, '#/node/analysis.hostile.answers');
    const csv = await downloaded(page, page.locator('.datatable-bar button', { hasText: 'CSV' }));
    expect(csv).toContain(`"'=HYPERLINK(""https://attacker.example"")"`);
    await visit(page, '#/graph');
    await page.locator('.graph-box').first().waitFor();
    await page.locator('.graph-menu summary', { hasText: 'Export' }).click();
    const svg = await downloaded(page, page.locator('button', { hasText: 'Download SVG' }));
    expect(svg).not.toMatch(/<script|<foreignObject|\son\w+=|javascript:/i);
    expect(await page.evaluate(wounds)).toEqual([]);
  });
});

async function downloaded(page: Page, button: ReturnType<Page['locator']>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFileSync(await download.path(), 'utf8');
}

/** Unique ids of all nodes and tests, from the links of the lists. */
async function everyId(page: Page): Promise<readonly string[]> {
  const ids = new Set<string>();
  for (const kind of ['model', 'source', 'seed', 'analysis', 'exposure', 'macro', 'test']) {
    await visit(page, `#/list/${kind}`);
    const links = await page
      .locator('.main tbody a[href^="#/"]')
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).hash));
    for (const link of links) ids.add(decodeURIComponent(link.replace(/^#\/\w+\//, '').replace(/\?.*$/, '')));
  }
  return [...ids];
}

/** What an attack has reached; runs in the page. */
function wounds(): readonly string[] {
  const found: string[] = [];
  if ((window as { pwned?: unknown }).pwned !== undefined)
    found.push(`window.pwned is ${String((window as { pwned?: unknown }).pwned)}`);
  for (const key in {}) found.push(`Object.prototype has ${key}`);
  const own = 'link[rel=stylesheet], link[rel=icon], script[src^="assets/"], script[src^="data/"]';
  for (const element of document.querySelectorAll(
    'script, link, iframe, object, embed, base, style, meta[http-equiv=refresh]',
  ))
    if (!element.matches(own)) found.push(element.outerHTML.slice(0, 200));
  for (const element of document.querySelectorAll('form, img, math, audio, video'))
    if (!element.matches('form.graph-selector, form.graph-find')) found.push(element.outerHTML.slice(0, 200));
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) found.push(`${element.tagName} has ${name}`);
      const isLink = /^(href|src|action|formaction|xlink:href|srcdoc)$/i.test(name);
      if (isLink && !/^(#|https?:|mailto:|blob:|data:image\/svg\+xml,|assets\/|data\/)/i.test(value))
        found.push(`${element.tagName} ${name}=${value}`);
    }
    if (element.id === 'app') found.push(`id of an attack: ${element.outerHTML.slice(0, 200)}`);
  }
  return found;
}
