import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { PAGES } from './pages.ts';
import { fileAddress, launch, open, screenshot, settled, visit } from './page.ts';

describe('pictures for a person to look at', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it.each([
    ['wide-light', 1280, 900, 'light'],
    ['wide-dark', 1280, 900, 'dark'],
    ['narrow-light', 400, 800, 'light'],
    ['narrow-dark', 400, 800, 'dark'],
  ] as const)('%s', async (name, width, height, colorScheme) => {
    const options = { viewport: { width, height }, colorScheme };
    const { page, problems } = await open(browser, fileAddress(inject('projectFolder')), options);
    await settled(page);
    for (const [kind, hash] of Object.entries(PAGES)) {
      await visit(page, hash);
      // Layout runs beside the page.
      if (await page.locator('.graph-stage, .graph-frame').count()) await page.locator('.graph-box').first().waitFor();
      await screenshot(page, `${name}/${kind}`);
    }
    expect(problems).toEqual([]);
  });
});
