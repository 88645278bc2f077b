import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { lastResult, readFacts, took } from './facts.ts';
import { fileAddress, launch, open, settled, visit } from './page.ts';
import type { Watched } from './page.ts';
import { readCode, readTable } from './read-page.ts';

/** All pages that are not a node's, against the artifacts. */
describe('pages of tests, runs, lists, lineage, relations and the overview', () => {
  const facts = readFacts();
  const { manifest, lineage } = facts;
  const nodes = Object.values(manifest.nodes);
  const tests = nodes.filter(({ resource_type }) => resource_type === 'test');
  const gold = nodes.filter(({ original_file_path }) => original_file_path.startsWith('models/gold/'));
  let browser: Browser;
  let watched: Watched;
  beforeAll(async () => {
    browser = await launch();
    watched = await open(browser, fileAddress(inject('projectFolder')));
    await settled(watched.page);
  });
  afterAll(async () => {
    await browser.close();
    expect(watched.problems).toEqual([]);
  });

  it('every test: its last result, how many rows fail, and the query that finds them', async () => {
    const { page } = watched;
    for (const { unique_id, name, resource_type } of [...tests, ...Object.values(manifest.unit_tests)]) {
      await visit(page, `#/check/${encodeURIComponent(unique_id)}`);
      const result = lastResult(facts, unique_id);
      const shown = await page.locator('.check-result').innerText();
      expect(shown, unique_id).toContain(result?.status ?? 'No result is recorded');
      if (result?.failures) expect(shown).toContain(`${result.failures} failing row`);
      if (result)
        expect((await readTable(page, 'Results of this test'))?.rows[0]?.['Time']).toBe(took(result.execution_time));
      // Two totals that differ are no rows.
      if (name.startsWith('same_total_as')) continue;
      if (resource_type === 'test') expect(await readCode(page), unique_id).toMatch(/select/i);
      else expect(await page.locator('h2').allInnerTexts()).toEqual(expect.arrayContaining(['Given', 'Expected']));
    }
  });

  it('every list has all of its kind', async () => {
    const { page } = watched;
    const kinds = {
      model: nodes.filter(({ resource_type }) => resource_type === 'model').length,
      source: Object.keys(manifest.sources).length,
      seed: nodes.filter(({ resource_type }) => resource_type === 'seed').length,
      snapshot: nodes.filter(({ resource_type }) => resource_type === 'snapshot').length,
      analysis: nodes.filter(({ resource_type }) => resource_type === 'analysis').length,
      exposure: Object.keys(manifest.exposures).length,
      macro: Object.keys(manifest.macros).length,
      test: tests.length,
      unit_test: Object.keys(manifest.unit_tests).length,
    };
    for (const [kind, count] of Object.entries(kinds)) {
      await visit(page, `#/list/${kind}`);
      expect(await page.locator('.main table').first().getAttribute('aria-rowcount'), kind).toBe(String(count + 1));
    }
    // A list that is longer than the window draws what is scrolled to.
    await visit(page, '#/list/test');
    await page.locator('.table-box').evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await page.locator(`tr[aria-rowindex="${tests.length + 1}"]`).waitFor();
  });

  it('the overview counts what there is and what went wrong', async () => {
    const { page } = watched;
    await visit(page, '#/');
    const text = await page.locator('.main').innerText();
    expect(text).toContain(`${tests.length} tests`);
    expect(text).toContain(`${Object.keys(manifest.sources).length} sources`);
    const ids = new Set(facts.runs.flatMap(({ results }) => results.map(({ unique_id }) => unique_id)));
    const last = [...ids].map((id) => lastResult(facts, id)!);
    expect(text).toContain(`${last.filter(({ status }) => status === 'pass').length} tests passed`);
    for (const { unique_id } of last.filter(({ status }) => status === 'warn' || status === 'fail'))
      expect(await page.locator(`.attention a[href="#/check/${encodeURIComponent(unique_id)}"]`).count()).toBe(1);
    const open = facts.quarantine.filter(({ status }) => status === 'open').reduce((sum, { rows }) => sum + rows, 0);
    expect(text).toContain(`${open} rows in quarantine`);
  });

  it('runs, and each of their results', async () => {
    const { page } = watched;
    await visit(page, '#/runs');
    const table = await readTable(page, 'Runs');
    expect(table?.rows.length).toBe(facts.runs.length);
    const newestFirst = [...facts.runs].reverse();
    for (const [at, { results, metadata }] of newestFirst.entries()) {
      for (const status of new Set(results.map((result) => result.status))) {
        const count = results.filter((result) => result.status === status).length;
        expect(table!.rows[at]!['Results']).toContain(`${count} ${status}`);
      }
      await visit(page, `#/run/${encodeURIComponent(metadata.invocation_id)}`);
      expect(await page.locator('.main table').getAttribute('aria-rowcount')).toBe(String(results.length + 1));
    }
  });

  it('the lineage has every node with its edges', async () => {
    const { page } = watched;
    await visit(page, '#/graph');
    const shown = await page.locator('.graph-count').innerText();
    const ids = Object.keys(manifest.parent_map).filter((id) => !/^(test|unit_test|macro)\./.test(id));
    const edges = ids.flatMap((id) => new Set(manifest.parent_map[id]?.filter((parent) => ids.includes(parent))).size);
    expect(shown).toContain(`${ids.length} nodes`);
    expect(shown).toContain(`${edges.reduce((a, b) => a + b, 0)} edges`);
    await expect.poll(() => page.locator('.graph-box').count()).toBe(ids.length);
  });

  it('the lineage of every column of gold reaches what lineage.json says', async () => {
    const { page } = watched;
    for (const { unique_id } of gold.filter(({ resource_type }) => resource_type === 'model'))
      for (const { name } of lineage.nodes[unique_id]!.columns) {
        const hash = `#/columns/${encodeURIComponent(unique_id)}/${encodeURIComponent(name)}?up=all&as=list`;
        await visit(page, hash);
        const texts = await page.locator('.graph-list-item').allInnerTexts();
        const found = new Set(texts.map((text) => text.split(',')[0]!));
        const all = [...before(unique_id, name)].map((key) => {
          const [node, column] = key.split('\n') as [string, string];
          const { name: short, source_name } = manifest.sources[node] ?? manifest.nodes[node]!;
          return `${column} of ${source_name === undefined ? short : `${source_name}.${short}`}`;
        });
        // Behind it one step is shown, too.
        expect([...found], hash).toEqual(expect.arrayContaining(all));
        expect(all.length).toBeGreaterThan(0);
      }
  });

  it('relations are drawn with their keys', async () => {
    const { page } = watched;
    await visit(page, '#/er');
    await page.locator('.graph-entity').first().waitFor();
    const labels = await page
      .locator('.graph-entity')
      .evaluateAll((all) => all.map((box) => box.getAttribute('aria-label')));
    expect(labels.find((label) => label?.startsWith('bridge_device_asset,'))).toContain('key device_id and valid_from');
    expect(labels.find((label) => label?.startsWith('fact_customer_impact,'))).toContain('refers by customer_id');
  });

  /** A column and all that it takes its value from, as `node\ncolumn`. */
  function before(node: string, column: string, seen = new Set<string>()): ReadonlySet<string> {
    const key = `${node}\n${column}`;
    if (seen.has(key)) return seen;
    seen.add(key);
    const found = lineage.nodes[node]?.columns.find(({ name }) => name === column);
    for (const input of found?.inputs ?? []) before(input.node, input.column, seen);
    return seen;
  }
});
