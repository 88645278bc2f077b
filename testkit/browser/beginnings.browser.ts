import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { fileAddress, launch, open, visit } from './page.ts';
import { PAGES } from './pages.ts';

/** What one sees of a graph before one moves in it. */
describe('graphs begin', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'lakemodel-beginnings-'));
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(temporary, { recursive: true, force: true });
  });

  it.each([
    PAGES.lineage,
    '#/node/model.machine_service.telemetry_readings?view=lineage',
    '#/node/model.machine_service.dim_customer?view=lineage',
    PAGES.relations,
  ])('whole where that can be read: %s', async (hash) => {
    const viewport = { width: 1280, height: 800 };
    const { page, problems } = await open(browser, fileAddress(inject('projectFolder'), hash), { viewport });
    await page.locator('.graph-box').first().waitFor();
    expect(await page.evaluate(boxesBeyondFrame)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('the diagram of many entities with a choice of them', async () => {
    const docs = join(temporary, 'target/docs');
    cpSync(join(inject('projectFolder'), 'target/docs'), docs, { recursive: true });
    const data = join(docs, 'data', readdirSync(join(docs, 'data'))[0]!);
    const [rows, file] = [shardOf(join(data, 'nodes.js')), join(data, 'relations.js')];
    const { relations } = shardOf(file) as { readonly relations: unknown };
    // Every node an entity: too many to be drawn at once.
    const entities = (rows as readonly unknown[]).map((_, node) => ({ node, keys: ['id'], foreign: [] }));
    const json = JSON.stringify(JSON.stringify({ entities, relations }));
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(/JSON\.parse\(.*\)\)/s, () => `JSON.parse(${json}))`),
    );
    const { page, problems } = await open(browser, fileAddress(temporary, PAGES.relations));
    const start = page.locator('.graph-start');
    await start.waitFor();
    expect(await start.innerText()).toContain(`${entities.length} entities`);
    expect(await start.locator('section').first().innerText()).toMatch(
      /With the most relations\n\w+ [3-9] relations\n\w+ \d relations/,
    );
    await start.getByLabel('Find an entity').fill('dim_cust');
    await expect.poll(() => start.locator('[role=status]').innerText()).toBe('1 found');
    await page.keyboard.press('Enter');
    await page.locator('.graph-entity').first().waitFor();
    expect(await page.getByLabel('Around').inputValue()).toBe('dim_customer');
    expect(await page.locator('.graph-count').innerText()).toContain(` of ${entities.length} ·`);
    await visit(page, '#/er?layers=gold');
    await expect.poll(() => page.locator('.graph-entity').count()).toBeGreaterThan(5);
    expect(problems).toEqual([]);
  });
});

/** The names of boxes that are not wholly in sight; runs in the page. */
function boxesBeyondFrame(): readonly (string | null)[] {
  const frame = document.querySelector('.graph-frame')?.getBoundingClientRect();
  if (!frame) return ['no frame'];
  return [...document.querySelectorAll('.graph-box')].flatMap((box) => {
    const { left, right, top, bottom } = box.getBoundingClientRect();
    const isIn = left > frame.left - 1 && right < frame.right + 1 && top > frame.top - 1 && bottom < frame.bottom + 1;
    return isIn ? [] : box.getAttribute('aria-label');
  });
}

/** What a shard's script hands to the page. */
function shardOf(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  let found: unknown;
  new Function('lakemodelShard', text)((_build: string, _name: string, value: unknown) => (found = value));
  return found;
}
