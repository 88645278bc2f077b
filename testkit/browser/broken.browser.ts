import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { lakemodel } from './make-site.ts';
import { fileAddress, launch, open, settled, visit } from './page.ts';

const MODEL = '#/node/model.machine_service.dim_customer';

describe('a site that is not whole', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'lakemodel-broken-'));
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(temporary, { recursive: true, force: true });
  });

  /** A copy of the site, and the folder of its shards. */
  function copy(name: string): { readonly project: string; readonly data: string } {
    const project = join(temporary, name);
    const docs = join(project, 'target/docs');
    cpSync(join(inject('projectFolder'), 'target/docs'), docs, { recursive: true });
    return { project, data: join(docs, 'data', readdirSync(join(docs, 'data'))[0]!) };
  }
  /** Only what a missing file makes the browser say itself. */
  const other = (problems: readonly string[]) => problems.filter((text) => !/ERR_FILE_NOT_FOUND/.test(text));

  it.each([
    ['is missing', (file: string) => rmSync(file)],
    [
      'is of another build',
      (file: string) =>
        writeFileSync(file, readFileSync(file, 'utf8').replace(/^lakemodelShard\('\w+'/, `lakemodelShard('another'`)),
    ],
  ])('says so where a shard of details %s, and the rest works', async (what, breaks) => {
    const { project, data } = copy(`details ${what}`);
    for (const name of readdirSync(join(data, 'node'))) breaks(join(data, 'node', name));
    const { page, problems } = await open(browser, fileAddress(project, MODEL));
    await settled(page);
    expect(await page.locator('[role=alert]').first().innerText()).toMatch(/cannot be read.*reload/s);
    expect(await page.locator('h1').innerText()).toContain('dim_customer');
    await visit(page, '#/list/model');
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(10);
    expect(other(problems)).toEqual([]);
  });

  it.each(['nodes', 'checks', 'columns', 'runs', 'relations', 'words'])(
    'says so where %s are missing',
    async (name) => {
      const { project, data } = copy(name);
      rmSync(join(data, `${name}.js`));
      const { page, problems } = await open(browser, fileAddress(project));
      await settled(page);
      expect(await page.locator('h1').innerText()).toBe('machine_service');
      const pageOf = {
        nodes: MODEL,
        checks: '#/list/test',
        columns: MODEL,
        runs: '#/runs',
        relations: '#/er',
        words: '#/search?q=customer',
      };
      await visit(page, pageOf[name as keyof typeof pageOf]);
      await page
        .getByText(/data file "\w+" cannot be read/)
        .and(page.locator(':visible'))
        .first()
        .waitFor();
      // What does not need it is there.
      await visit(page, '#/');
      expect(await page.locator('.main').innerText()).toContain('Look at this first');
      if (name !== 'nodes') {
        await visit(page, `${MODEL}?view=sql`);
        expect(await page.locator('.code-view-text').innerText()).toContain('select');
      }
      expect(other(problems)).toEqual([]);
    },
  );

  it('says so where all data is missing', async () => {
    const { project, data } = copy('all');
    renameSync(data, `${data}-gone`);
    const { page, problems } = await open(browser, fileAddress(project));
    await page.getByText("The site's data is missing").waitFor();
    expect(other(problems)).toEqual([]);
  });

  it.each([
    '#/%',
    '#/node',
    '#/node/',
    '#/node/none',
    '#/check/none',
    '#/run/none',
    '#/list/none',
    '#/columns/a',
    '#/columns/none/none',
    '#/graph?select=%2B%2B((',
    '#/graph?select=none',
    '#/er?around=none',
    '#/search?q=%E0%A4%A',
    '#nothing',
    `${MODEL}?view=none&column=none`,
    '#/node/none?view=sql',
  ])('answers %s in words', async (hash) => {
    const { page, problems } = await open(browser, fileAddress(inject('projectFolder'), hash));
    await settled(page);
    expect((await page.locator('.main').innerText()).length).toBeGreaterThan(20);
    expect(await page.locator('.header').isVisible()).toBe(true);
    expect(problems).toEqual([]);
  });

  it('tells people without JavaScript what to do', async () => {
    const { page } = await open(browser, fileAddress(inject('projectFolder')), { javaScriptEnabled: false });
    expect(await page.locator('body').innerText()).toContain('allow it to run');
  });

  it('is drawn of a project without anything, and of one without a warehouse', async () => {
    const empty = join(temporary, 'empty');
    mkdirSync(empty);
    const yml = 'name: shop\ntarget: local\ntargets:\n  local: { type: duckdb, path: target/shop.duckdb }\n';
    writeFileSync(join(empty, 'project.yml'), yml);
    lakemodel(empty, 'docs', 'generate');
    const one = join(temporary, 'one');
    mkdirSync(join(one, 'models'), { recursive: true });
    writeFileSync(join(one, 'project.yml'), yml);
    writeFileSync(join(one, 'models/orders.sql'), 'select 1 as order_id\n');
    lakemodel(one, 'docs', 'generate', '--offline');
    for (const folder of [empty, one]) {
      const { page, problems } = await open(browser, fileAddress(folder));
      for (const hash of [
        '#/',
        '#/list/model',
        '#/list/test',
        '#/graph',
        '#/er',
        '#/runs',
        '#/search?q=order',
        '#/node/model.shop.orders',
      ]) {
        await visit(page, hash);
        expect((await page.locator('.main').innerText()).length, hash).toBeGreaterThan(10);
      }
      expect(problems).toEqual([]);
      if (folder === one)
        expect(await page.locator('.column-name').allInnerTexts()).toEqual([expect.stringContaining('order_id')]);
      await page.screenshot({
        path: join(import.meta.dirname, `../../target/browser/${folder === one ? 'one-model' : 'empty'}.png`),
      });
    }
  });
});
