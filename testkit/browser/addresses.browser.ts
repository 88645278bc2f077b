import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { fileAddress, launch, open, settled, visit } from './page.ts';
import { readTable } from './read-page.ts';

const MODEL = '#/node/model.machine_service.fact_customer_impact';

/** What an address says is shown, also after a reload and on the way back. */
describe('addresses', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  const at = async (hash: string) => {
    const watched = await open(browser, fileAddress(inject('projectFolder'), hash));
    await settled(watched.page);
    return watched;
  };

  it('name the target whose SQL is shown', async () => {
    const { page, problems } = await at(`${MODEL}?view=sql`);
    const pressed = page.locator('.sql-choice [aria-pressed=true]');
    expect(await pressed.innerText()).toBe('As written');
    await page.locator('.sql-choice button', { hasText: 'athena' }).click();
    await expect.poll(() => pressed.innerText()).toContain('athena');
    expect(page.url()).toMatch(/view=sql&target=athena$/);
    await page.reload();
    await settled(page);
    expect(await pressed.innerText()).toContain('athena');
    await visit(page, '#/runs');
    await page.goBack();
    await settled(page);
    expect(await pressed.innerText()).toContain('athena');
    await page.locator('.sql-choice button', { hasText: 'As written' }).click();
    await expect.poll(() => page.url()).toMatch(/view=sql$/);
    expect(problems).toEqual([]);
  });

  it('lead back to the rows of a long list where one was, and anew to its top', async () => {
    const { page, problems } = await at('#/list/test');
    const box = page.locator('.table-box-windowed');
    const top = () => box.evaluate((element) => element.scrollTop);
    await box.evaluate((element) => element.scrollTo(0, 2_000));
    await expect.poll(() => page.evaluate(() => JSON.stringify(history.state))).toContain('2000');
    await firstLinkInSight(page);
    await page.locator('.check-result').waitFor();
    await page.goBack();
    await box.waitFor();
    await expect.poll(top).toBe(2_000);
    await page.reload();
    await box.waitFor();
    await expect.poll(top).toBe(2_000);
    await visit(page, '#/runs');
    await visit(page, '#/list/test');
    expect(await top()).toBe(0);
    expect(problems).toEqual([]);
  });

  it.each([
    [`${MODEL}?column=nope`, 'fact_customer_impact has no column "nope"'],
    [`${MODEL}?view=sql&target=nope`, 'The project has no target "nope"'],
    ['#/er?around=nope', 'The project has no node "nope"'],
  ])('%s: says what does not exist', async (hash, words) => {
    const { page, problems } = await at(hash);
    expect(await page.locator('.note').allInnerTexts()).toEqual([expect.stringContaining(words)]);
    expect(problems).toEqual([]);
  });

  it('lead to a run: tests by their names, and what it counted', async () => {
    const text = readFileSync(join(inject('projectFolder'), 'kept/run-1.json'), 'utf8');
    const run = JSON.parse(text) as {
      readonly metadata: { readonly invocation_id: string };
      readonly results: readonly {
        readonly unique_id: string;
        readonly adapter_response: Readonly<Record<string, number>>;
      }[];
    };
    const { page, problems } = await at(`#/run/${run.metadata.invocation_id}?q=telemetry_readings`);
    const rows = (await readTable(page, 'Results'))?.rows ?? [];
    const readings = rows.find((row) => row['Name']?.includes('telemetry_readings') && row['Held back'] !== '–');
    const told = run.results.find(({ unique_id: id }) => id === 'model.machine_service.telemetry_readings');
    expect(readings).toMatchObject({
      'Rows written': told!.adapter_response['rows_affected']!.toLocaleString('en'),
      'Held back': String(told!.adapter_response['rows_quarantined']),
    });
    await visit(page, `#/run/${run.metadata.invocation_id}?q=pressure_is_reported`);
    const [test] = (await readTable(page, 'Results'))?.rows ?? [];
    expect(test?.['Name']).toContain('pressure_is_reported (not_null of pressure)');
    expect(test?.['Failing rows']).toBe('23');
    expect(problems).toEqual([]);
  });

  it('of a column: a table in its description is drawn as one', async () => {
    const { page } = await at(`${MODEL}?column=failure_count`);
    const cell = await page.locator('.column-panel').evaluate((panel) => {
      const description = panel.appendChild(document.createElement('div'));
      description.className = 'markdown';
      description.innerHTML = '<table><tbody><tr><td>A</td></tr></tbody></table>';
      const { paddingTop, boxShadow, whiteSpace } = getComputedStyle(description.querySelector('td')!);
      return { paddingTop, boxShadow, whiteSpace };
    });
    expect(cell).toEqual({ paddingTop: '3px', boxShadow: 'none', whiteSpace: 'normal' });
  });

  it('of the overview: without runs it is no all-clear, and hundreds of layers do not hide what follows', async () => {
    const { page, problems } = await at('#/');
    await page.addInitScript(() => {
      type Receive = (build: string, name: string, value: object) => void;
      let receive: Receive | undefined;
      const layers = Array.from({ length: 300 }, (_, at) => ({ name: `layer_${at}`, nodes: 1, health: 'unknown' }));
      const changed: Receive = (build, name, value) =>
        receive?.(build, name, name === 'overview' ? { ...value, runs: [], attention: [], layers } : value);
      Object.defineProperty(window, 'lakemodelShard', { get: () => receive && changed, set: (to) => (receive = to) });
    });
    await page.reload();
    await settled(page);
    const text = await page.locator('.overview').innerText();
    expect(text).toContain('No run has been recorded: run lakemodel build before docs generate.');
    expect(text).not.toContain('Nothing: no failed run');
    expect(await page.locator('.layers li').count()).toBe(12);
    await page.getByRole('button', { name: 'Show 288 more' }).click();
    await expect.poll(() => page.locator('.layers li').count()).toBe(300);
    expect(problems).toEqual([]);
  });
});

/** Follows the first link below the middle of the list's box. */
async function firstLinkInSight(page: Page): Promise<void> {
  const at = await page.evaluate(() => {
    const { top, height } = document.querySelector('.table-box-windowed')!.getBoundingClientRect();
    const links = [...document.querySelectorAll('.table-windowed tbody a[href*="#/check/"]')];
    return links.findIndex((link) => link.getBoundingClientRect().top > top + height / 2);
  });
  await page.locator('.table-windowed tbody a[href*="#/check/"]').nth(at).click();
}
