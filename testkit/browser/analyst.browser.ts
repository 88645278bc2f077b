import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readFacts } from './facts.ts';
import { PAGES } from './pages.ts';
import { fileAddress, launch, open, settled, visit } from './page.ts';

const MODEL = 'model.machine_service.fact_customer_impact';

/** What analysts come for, by pointer and by keys. */
describe('walks of an analyst', () => {
  const facts = readFacts();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  const at = async (hash: string, options: Parameters<typeof open>[2] = {}) => {
    const watched = await open(browser, fileAddress(inject('projectFolder'), hash), options);
    await settled(watched.page);
    return watched;
  };

  it('by keys alone: a mistyped column is found, its page says where it comes from and who takes it', async () => {
    const { page, problems } = await at('#/');
    await page.keyboard.press('/');
    await page.keyboard.type('impact_scroe');
    const option = page.locator('[role=option]', { hasText: 'impact_score' }).first();
    await option.waitFor();
    for (let step = 0; step < 8 && (await option.getAttribute('aria-selected')) !== 'true'; step++)
      await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.column-more').waitFor();
    expect(await page.locator('h1').innerText()).toContain('fact_customer_impact');
    expect(await page.locator('.column-panel').innerText()).toMatch(/Takes its value from[\s\S]*anomaly_count/i);
    await page.locator('.column-panel a', { hasText: 'Whole lineage' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.graph-column').first().waitFor();
    await page.getByRole('button', { name: 'Show all both ways' }).focus();
    await page.keyboard.press('Enter');
    // Down to the sources of which it is made.
    await expect.poll(() => page.locator('.graph-stage').innerText()).toContain('crm.opportunities');
    expect(problems).toEqual([]);
  });

  it('says whether the data of a model can be trusted, and leads to what is wrong', async () => {
    const { page, problems } = await at(`#/node/${MODEL}`);
    const verdict = page.locator('.page').first();
    expect(await verdict.innerText()).toMatch(/Can it be trusted\?[\s\S]*Read the remarks/);
    await page.getByRole('link', { name: /upstream telemetry\.messages is \d+ days old/ }).click();
    await expect.poll(() => page.locator('h1').innerText()).toContain('telemetry.messages');
    expect(await page.locator('.main').innerText()).toMatch(/\d+ d \d+ h old/);
    expect(problems).toEqual([]);
  });

  it('leads from the overview to the query of the test that failed', async () => {
    const { page, problems } = await at('#/');
    await page.locator('.attention a', { hasText: 'pressure_is_reported' }).click();
    await page.locator('.check-result').waitFor();
    await settled(page);
    expect(await page.locator('.check-result').innerText()).toMatch(/warn[\s\S]*23 failing rows/);
    expect(await page.locator('.code-view-text').innerText()).toMatch(/select[\s\S]*pressure/i);
    await page.locator('.crumbs a', { hasText: 'telemetry_readings' }).click();
    await page.locator('[role=tab][aria-selected=true]', { hasText: 'Tests' }).waitFor();
    expect(problems).toEqual([]);
  });

  it('a test that passes says how many rows it holds back, and leads to them', async () => {
    const { page, problems } = await at('#/node/model.machine_service.telemetry_readings?view=tests');
    const row = page.locator('.main tbody tr', { hasText: 'device_is_registered' });
    expect(await row.innerText()).toMatch(/quarantine\s+!\s+\d+ rows held back/);
    await row.getByRole('link', { name: /rows held back/ }).click();
    await page.locator('[role=tab][aria-selected=true]', { hasText: 'Quarantine' }).waitFor();
    expect(problems).toEqual([]);
  });

  it('tells what depends on a node, as a list and as CSV', async () => {
    const { page } = await at('#/node/model.machine_service.crm_accounts', { acceptDownloads: true });
    await page.locator('.impact summary').first().click();
    const csv = await downloaded(page, page.locator('.impact button', { hasText: 'Download CSV' }).first());
    const below = descendants(facts.manifest.child_map, 'model.machine_service.crm_accounts');
    expect(below.length).toBeGreaterThan(3);
    for (const id of below) expect(csv).toContain(id.split('.').at(-1));
    expect(csv).toContain('service_review');
  });

  it('graph: selects, filters, finds, opens; the address gives the same view again', async () => {
    const { page, problems } = await at('#/graph');
    await page.locator('#graph-select').fill('+fact_customer_impact,layer:gold');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.graph-count').innerText()).toMatch(/^7 nodes|^8 nodes/);
    const names = () =>
      page
        .locator('.graph-box')
        .evaluateAll((all) => all.map((box) => box.getAttribute('aria-label')?.split(',')[0]).sort());
    await expect.poll(names).toContain('fact_cases');
    await page.getByLabel('Find in the graph').fill('bridge');
    await expect.poll(() => page.locator('.graph-find [role=status]').innerText()).toBe('1 found');
    await page.locator('.graph-box', { hasText: 'dim_customer' }).first().click();
    await page.locator('.graph-details').waitFor();
    await page.locator('.graph-details button', { hasText: 'Show children' }).click();
    const shown = await names();
    const address = page.url();
    const again = await open(browser, address);
    await settled(again.page);
    await expect
      .poll(() =>
        again.page
          .locator('.graph-box')
          .evaluateAll((all) => all.map((box) => box.getAttribute('aria-label')?.split(',')[0]).sort()),
      )
      .toEqual(shown);
    expect(await again.page.locator('.graph-details').innerText()).toContain('dim_customer');
    expect(await again.page.getByLabel('Find in the graph').inputValue()).toBe('bridge');
    expect([...problems, ...again.problems]).toEqual([]);
  });

  it('graph: what is taken out of the page opens as a picture, and as Mermaid', async () => {
    const { page } = await at('#/graph?select=1%2Bdim_customer%2B1', { acceptDownloads: true });
    await page.locator('.graph-box').first().waitFor();
    await page.locator('.graph-menu summary', { hasText: 'Export' }).click();
    const svg = await downloaded(page, page.locator('button', { hasText: 'Download SVG' }));
    expect(svg).toContain('dim_customer');
    expect(svg).not.toMatch(/<script|<foreignObject|\son\w+=|var\(--/i);
    const mermaid = await downloaded(page, page.locator('button', { hasText: 'Download Mermaid' }));
    const lines = mermaid.trim().split('\n');
    const nameOf = new Map([...mermaid.matchAll(/^\s*(n\d+)\W+"([^"]+)"/gm)].map(([, key, name]) => [key, name]));
    expect(lines[0]).toBe('flowchart LR');
    const arrows = [...mermaid.matchAll(/^\s*(n\d+) --> (n\d+)/gm)].map(
      ([, from, to]) => `${nameOf.get(from)} ${nameOf.get(to)}`,
    );
    expect(arrows).toContain('crm_accounts dim_customer');
    expect(arrows).toContain('dim_customer service_review');
    const picture = await open(browser, 'about:blank');
    const size = await picture.page.evaluate(async (text) => {
      const image = new Image();
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
      await image.decode();
      return image.naturalWidth;
    }, svg);
    expect(size).toBeGreaterThan(200);
  });

  it('back and forward, and the theme, which is remembered', async () => {
    const { page, problems } = await at('#/');
    await page.locator('.header-links a', { hasText: 'Lists' }).click();
    await page.locator('.main tbody a', { hasText: 'dim_customer' }).first().click();
    await expect.poll(() => page.locator('h1').innerText()).toContain('dim_customer');
    await page.goBack();
    await expect.poll(() => page.locator('h1').innerText()).toBe('Models');
    await page.goBack();
    await expect.poll(() => page.locator('h1').innerText()).toBe('machine_service');
    await page.goForward();
    await expect.poll(() => page.locator('h1').innerText()).toBe('Models');
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.locator('.header-theme').click();
    await page.locator('.header-theme').click();
    await expect.poll(ground).not.toBe(light);
    const dark = await ground();
    await page.reload();
    await settled(page);
    expect(await ground()).toBe(dark);
    expect(problems).toEqual([]);
  });

  it('prints all parts of a node, and a whole list', async () => {
    const { page } = await at(`#/node/${MODEL}`);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await expect
      .poll(() => page.locator('.main h2:visible').allInnerTexts())
      .toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^Columns/),
          'SQL',
          'Lineage',
          expect.stringMatching(/^Tests/),
          'Runs',
          'Config',
        ]),
      );
    expect(await page.locator('.nav').isVisible()).toBe(false);
    const pdf = await page.pdf();
    expect(pdf.length).toBeGreaterThan(20_000);
    await visit(page, '#/list/test');
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await expect.poll(() => page.locator('.main tbody tr').count()).toBeGreaterThan(200);
  });

  it.each([400, 1280])('%i pixels wide, nothing is wider than the page', async (width) => {
    const { page, problems } = await at('#/', { viewport: { width, height: 800 } });
    const wider: string[] = [];
    for (const [name, hash] of Object.entries(PAGES)) {
      await visit(page, hash);
      wider.push(...(await page.evaluate(whatIsWider)).map((text) => `${name}: ${text}`));
    }
    expect(wider).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('a narrow screen opens the tree by a button and draws the graph in sight', async () => {
    const { page } = await at('#/graph?select=%2Bfact_customer_impact', { viewport: { width: 400, height: 800 } });
    await expect.poll(() => page.evaluate(boxesInSight)).toBeGreaterThan(3);
    await page.locator('.header-menu').click();
    await page.locator('.nav').waitFor({ state: 'visible' });
    await page.locator('.nav input').fill('dim_customer');
    await page.locator('.nav a', { hasText: 'dim_customer' }).first().click();
    await expect.poll(() => page.locator('h1').innerText()).toContain('dim_customer');
    expect(await page.locator('.nav').isVisible()).toBe(false);
  });
});

async function downloaded(page: Page, button: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFileSync(await download.path(), 'utf8');
}

/** Nodes below one, tests left out. */
function descendants(children: Readonly<Record<string, readonly string[]>>, id: string): readonly string[] {
  const seen = new Set<string>();
  const walk = (from: string) => {
    for (const child of children[from] ?? [])
      if (!/^(test|unit_test)\./.test(child) && !seen.has(child)) {
        seen.add(child);
        walk(child);
      }
  };
  walk(id);
  return [...seen];
}

/** What reaches over the right edge and is not within something that scrolls; runs in the page. */
function whatIsWider(): readonly string[] {
  const scrolls = (element: Element) => /auto|scroll|hidden/.test(getComputedStyle(element).overflowX);
  const main = document.querySelector('.main')!;
  const found = main.scrollWidth > main.clientWidth + 1 ? [`.main is ${main.scrollWidth} of ${main.clientWidth}`] : [];
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
  for (const element of document.querySelectorAll('.main *, .header *')) {
    const { right, width } = element.getBoundingClientRect();
    if (width === 0 || right <= innerWidth + 1 || element.closest('svg, .only-read-aloud')) continue;
    let holder = element.parentElement;
    while (holder && !holder.matches('.main, .header') && !scrolls(holder)) holder = holder.parentElement;
    if (!holder || holder.matches('.main, .header')) found.push(`${element.tagName}.${element.className} to ${right}`);
  }
  return found.slice(0, 5);
}

/** How many boxes of the graph are seen; runs in the page. */
function boxesInSight(): number {
  const frame = document.querySelector('.graph-frame')?.getBoundingClientRect();
  return [...document.querySelectorAll('.graph-box')].filter((box) => {
    const { left, right, top, bottom } = box.getBoundingClientRect();
    return frame && left < frame.right && right > frame.left && top < frame.bottom && bottom > frame.top;
  }).length;
}
