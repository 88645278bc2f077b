import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launch, open, settled, visit } from './page.ts';
import { serveDocs, servePlainly } from './serve.ts';
import type { Served } from './serve.ts';

/** The same site from where it is put: a bucket, the command line's own server. From file:// all other tests open it. */
describe.each([
  ['a plain server', () => servePlainly(join(inject('projectFolder'), 'target/docs'))],
  ['docs serve', () => serveDocs(inject('projectFolder'))],
] as const)('the site from %s', (_name, start) => {
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    [browser, served] = [await launch(), await start()];
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
  });

  it('shows pages, charts, graphs, search, and opens from a deep link', async () => {
    const { page, problems } = await open(browser, served.address);
    await settled(page);
    expect(await page.locator('h1').innerText()).toBe('machine_service');
    await visit(page, '#/node/analysis.machine_service.customers_by_device_anomalies');
    await page.locator('canvas').waitFor();
    await visit(page, '#/graph');
    await page.locator('.graph-box').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('custmer');
    await page.locator('#search-option-0', { hasText: 'customer' }).waitFor();
    expect(problems).toEqual([]);
    const deep = await open(browser, `${served.address}index.html#/node/model.machine_service.dim_customer?view=sql`);
    await deep.page.locator('.code-view-text').waitFor();
    expect(deep.problems).toEqual([]);
  });

  it('draws the hostile site as harmlessly', async () => {
    const hostile =
      _name === 'docs serve'
        ? await serveDocs(inject('hostileFolder'))
        : await servePlainly(join(inject('hostileFolder'), 'target/docs'));
    try {
      const { page, problems } = await open(browser, hostile.address);
      await settled(page);
      for (const hash of [
        '#/node/model.hostile.attacked',
        '#/node/analysis.hostile.answers',
        '#/graph',
        '#/search?q=img',
      ])
        await visit(page, hash);
      expect(await page.evaluate(() => (window as { pwned?: unknown }).pwned)).toBeUndefined();
      expect(problems).toEqual([]);
    } finally {
      await hostile.close();
    }
  });
});
