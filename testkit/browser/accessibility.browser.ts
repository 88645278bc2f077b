import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { PAGES } from './pages.ts';
import { fileAddress, launch, open, settled, visit } from './page.ts';

describe('accessibility', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 400],
  ] as const)('axe finds nothing serious, %s, %i pixels wide', async (colorScheme, width) => {
    // Axe itself is what the policy would keep out.
    const options = {
      colorScheme,
      viewport: { width, height: 900 },
      bypassCSP: true,
      reducedMotion: 'reduce',
    } as const;
    const { page } = await open(browser, fileAddress(inject('projectFolder')), options);
    await settled(page);
    await page.evaluate(axe.source);
    const found: string[] = [];
    for (const [name, hash] of Object.entries(PAGES)) {
      await visit(page, hash);
      for (const { id, impact, nodes: all } of await violations(page)) {
        // What a box of a graph is called begins with its name; what else is drawn in it is said in other words.
        const nodes =
          id === 'label-content-name-mismatch' ? all.filter(({ html }) => !/^<g class="graph-box/.test(html)) : all;
        if ((impact === 'serious' || impact === 'critical') && nodes.length > 0)
          found.push(
            `${name}: ${id}: ${nodes
              .map(({ html, failureSummary }) => `${html.slice(0, 160)} ${(failureSummary ?? '').slice(0, 200)}`)
              .slice(0, 3)
              .join('\n    ')}`,
          );
      }
    }
    expect(found.join('\n')).toBe('');
  });

  it('the title names the page, the focus goes to it, and comes to the search by a key', async () => {
    const { page, problems } = await open(browser, fileAddress(inject('projectFolder')));
    await settled(page);
    expect(await page.title()).toBe('machine_service');
    await visit(page, '#/node/model.machine_service.dim_customer');
    expect(await page.title()).toBe('dim_customer · machine_service');
    expect(await focused(page)).toMatch(/^MAIN/);
    await visit(page, '#/list/model');
    expect(await page.title()).toBe('Models · machine_service');
    await page.keyboard.press('/');
    expect(await focused(page)).toContain('Search');
    await page.keyboard.press('Escape');
    expect(problems).toEqual([]);
  });

  it('every stop of the keyboard is seen, in sight and named', async () => {
    for (const hash of [PAGES.overview, PAGES.model, PAGES.graph, PAGES.list, PAGES.search]) {
      const { page } = await open(browser, fileAddress(inject('projectFolder'), hash), { reducedMotion: 'reduce' });
      await settled(page);
      const stops: string[] = [];
      for (let stop = 0; stop < 45; stop++) {
        await page.keyboard.press('Tab');
        const state = await page.evaluate(stateOfFocus);
        if (!state) break;
        stops.push(state.name);
        expect(state, hash).toMatchObject({ isOutlined: true, isInSight: true });
        expect(state.name, `${hash} ${state.html}`).not.toBe('');
      }
      expect(stops.length, hash).toBeGreaterThan(10);
      expect(stops).toContain('Skip to the content');
    }
  });

  it('tabs and the table of columns work by keys alone', async () => {
    const { page } = await open(browser, fileAddress(inject('projectFolder'), PAGES.model));
    await settled(page);
    await page.locator('[role=tab][aria-selected=true]').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('.code-view-text').waitFor();
    expect(await focused(page)).toContain('SQL');
    await page.keyboard.press('Home');
    await page.locator('.column-name').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.column-name').first().getAttribute('aria-expanded')).toBe('true');
    await page.locator('.column-more').waitFor();
  });

  it('the graph is walked by arrows, opened by Enter, zoomed by keys', async () => {
    const { page, problems } = await open(browser, fileAddress(inject('projectFolder'), PAGES.graph));
    await settled(page);
    await page.locator('.graph-box[tabindex="0"]').focus();
    const first = await focused(page);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => focused(page)).not.toBe(first);
    await page.keyboard.press('Enter');
    await page.locator('.graph-details').waitFor();
    const scale = async () => (await page.locator('.graph-box').first().boundingBox())?.width;
    const before = await scale();
    await page.keyboard.press('+');
    await expect.poll(scale).not.toBe(before);
    expect(problems).toEqual([]);
  });

  it('nothing moves where motion is not wanted', async () => {
    const { page } = await open(browser, fileAddress(inject('projectFolder')), { reducedMotion: 'reduce' });
    for (const hash of Object.values(PAGES)) {
      await visit(page, hash);
      const moving = await page.evaluate(
        () =>
          document
            .getAnimations()
            .filter(
              ({ playState, effect }) => playState === 'running' && Number(effect?.getComputedTiming().duration) > 1,
            ).length,
      );
      expect(moving, hash).toBe(0);
    }
  });
});

async function violations(page: Page): Promise<AxeResults['violations']> {
  return await page.evaluate(async () => {
    const { axe: inPage } = window as unknown as { axe: { run: (what: object) => Promise<AxeResults> } };
    return (await inPage.run({ resultTypes: ['violations'] })).violations;
  });
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { tagName, textContent } = document.activeElement ?? document.body;
    return `${tagName} ${document.activeElement?.getAttribute('aria-label') ?? textContent ?? ''}`;
  });
}

/** What is in focus; runs in the page. Nothing once the focus has left the page. */
function stateOfFocus() {
  const element = document.activeElement;
  if (!element || element === document.body) return undefined;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const { top, bottom, left, right } = element.getBoundingClientRect();
  const shape = element.querySelector('rect');
  const isShapeOutlined =
    element.tagName === 'g' && shape !== null && parseFloat(getComputedStyle(shape).strokeWidth) >= 2;
  return {
    isOutlined: (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none' || isShapeOutlined,
    isInSight: bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
    name: (
      element.getAttribute('aria-label') ??
      (element as HTMLInputElement).labels?.[0]?.textContent ??
      element.textContent ??
      ''
    ).trim(),
    html: element.outerHTML.slice(0, 150),
  };
}
