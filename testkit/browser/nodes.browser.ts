import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { lastResult, lettersOf, readAnswer, readCompiled, readFacts, resultsOf, took } from './facts.ts';
import type { Facts, ManifestNode } from './facts.ts';
import { ANALYSES, TARGETS } from './make-site.ts';
import { fileAddress, launch, open, settled, visit } from './page.ts';
import type { Watched } from './page.ts';
import { readCode, readColumns, readFacts as readFigures, readLinks, readTable } from './read-page.ts';

/** Every node's page against the artifacts. */
describe('pages of nodes', () => {
  const facts = readFacts();
  const { manifest, catalog, lineage } = facts;
  const ofType = (...types: readonly string[]) =>
    Object.values(manifest.nodes).filter(({ resource_type }) => types.includes(resource_type));
  const withData = [...ofType('model', 'seed', 'snapshot'), ...Object.values(manifest.sources)];
  const all = [
    ...withData,
    ...ofType('analysis'),
    ...Object.values(manifest.exposures),
    ...Object.values(manifest.macros),
  ];
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
  const go = async (node: ManifestNode, view?: string) => {
    await visit(watched.page, `#/node/${encodeURIComponent(node.unique_id)}${view ? `?view=${view}` : ''}`);
    return watched.page;
  };

  it('are named, described, and tell their file and relation', async () => {
    for (const node of all) {
      const page = await go(node);
      const name = node.resource_type === 'source' ? `${node.source_name}.${node.name}` : node.name;
      expect((await page.locator('h1').innerText()).split(/\s+/).at(-1)).toBe(name);
      expect(await page.title()).toContain(name);
      expect(await page.locator('.page-under').innerText()).toContain(node.original_file_path);
      const shown = page.locator('.description, .page > .empty').first();
      if (node.description) expect(lettersOf((await shown.textContent()) ?? '')).toContain(lettersOf(node.description));
      else expect(await shown.innerText()).toBe('Not described.');
      const relation = node.relation_name?.replaceAll('"', '').split('.').slice(-2).join('.');
      if (relation) expect(await page.locator('.page-under').innerText()).toContain(relation);
    }
  });

  it('show columns and types in the order of the table, and descriptions, own and inherited', async () => {
    for (const node of withData) {
      const page = await go(node, 'columns');
      const shown = await readColumns(page);
      const table = catalog.nodes[node.unique_id] ?? catalog.sources[node.unique_id];
      const columns = table ? Object.values(table.columns).sort((a, b) => a.index - b.index) : [];
      expect(columns.length, node.unique_id).toBeGreaterThan(0);
      const lower = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name.toLowerCase());
      expect(lower(shown), node.unique_id).toEqual(lower(columns));
      for (const [at, { name, type }] of columns.entries()) {
        const { name: column, type: said, actualType, description, from } = shown[at]!;
        expect(actualType ?? said, `${node.unique_id} ${name}`).toBe(type);
        const own = node.columns?.[column]?.description ?? '';
        const how = lineage.nodes[node.unique_id]?.columns.find((found) => found.name === column)?.how;
        if (own) {
          expect([lettersOf(description), from], `${node.unique_id} ${name}`).toEqual([lettersOf(own), undefined]);
        } else if (from === undefined) expect(description, `${node.unique_id} ${name}`).toBe('');
        else {
          const giver = giverOf(facts, from);
          expect(lettersOf(description)).toBe(lettersOf(giver.description));
          expect(reaches(facts, node.unique_id, column, giver.id, giver.column), `${node.unique_id} ${name}`).toBe(
            true,
          );
          expect(how).toMatch(/passed through|renamed/);
        }
      }
    }
  });

  it('show parents and children', async () => {
    for (const node of [...withData, ...ofType('analysis'), ...Object.values(manifest.exposures)]) {
      await go(node, 'lineage');
      const listed = (title: string) =>
        readLinks(watched.page.locator('.two-lists section', { has: watched.page.locator('h3', { hasText: title }) }));
      const isNode = (id: string) => !/^(test|unit_test|macro)\./.test(id);
      const sorted = (ids: readonly string[] | undefined) => [...new Set(ids)].filter(isNode).sort();
      expect(sorted(await listed('Depends on')), node.unique_id).toEqual(sorted(manifest.parent_map[node.unique_id]));
      expect(sorted(await listed('Used by')), node.unique_id).toEqual(sorted(manifest.child_map[node.unique_id]));
    }
  });

  it('show SQL as written and as compiled for each target', async () => {
    for (const node of ofType('model', 'snapshot', 'analysis')) {
      const page = await go(node, 'sql');
      expect((await readCode(page)).trim()).toBe(node.raw_code!.trim());
      for (const target of TARGETS) {
        await page.locator('.sql-choice button', { hasText: target }).click();
        const compiled = readCompiled(node.name, target);
        expect((await readCode(page)).trim(), `${node.unique_id} ${target}`).toBe(compiled?.trim());
      }
    }
    for (const macro of Object.values(manifest.macros)) {
      await go(macro);
      expect((await readCode(watched.page)).trim()).toBe(macro.macro_sql!.trim());
    }
  });

  it('show the last run, its rows, and all runs with their durations', async () => {
    for (const node of ofType('model', 'seed', 'snapshot')) {
      const page = await go(node, 'runs');
      const results = resultsOf(facts, node.unique_id);
      const figures = await readFigures(page);
      expect(figures['Last run'], node.unique_id).toContain(`in ${took(results[0]!.execution_time)}`);
      const written = results[0]!.adapter_response.rows_affected;
      if (written !== undefined) expect(figures['Written last']).toBe(`${written.toLocaleString('en')} rows`);
      const table = await readTable(page, 'Runs of this node');
      expect(table?.rows.map((row) => [row['Status'], row['Time']])).toEqual(
        results.map(({ status, execution_time }) => [status, took(execution_time)]),
      );
    }
  });

  it('show the tests with their last results', async () => {
    for (const node of withData) {
      const own = [...Object.values(manifest.nodes), ...Object.values(manifest.unit_tests)].filter(
        (test) => test.attached_node === node.unique_id,
      );
      if (own.length === 0) continue;
      const page = await go(node, 'tests');
      const table = await readTable(page, 'Tests of this node');
      for (const test of own) {
        const link = page.locator(`a[href="#/check/${encodeURIComponent(test.unique_id)}"]`).first();
        expect(await link.count(), test.unique_id).toBe(1);
        const row = await link.evaluate((element) => element.closest('tr')?.innerText ?? '');
        const result = lastResult(facts, test.unique_id);
        if (result?.failures) expect(row).toContain(String(result.failures));
      }
      expect(table!.rows.length).toBeGreaterThanOrEqual(own.length);
    }
  });

  it('show what is in quarantine by rule', async () => {
    const models = [...new Set(facts.quarantine.map(({ model }) => model))];
    expect(models.length).toBeGreaterThan(3);
    for (const model of models) {
      const node = ofType('model').find(({ name }) => name === model.split('.')[1])!;
      const page = await go(node, 'quarantine');
      const lines = facts.quarantine.filter((line) => line.model === model);
      const table = await readTable(page, 'Quarantine by rule');
      const ofTable = table!.rows.map((row) => [row['Rule'], row['Status'], Number(row['Rows'])].join());
      expect(ofTable.sort()).toEqual(lines.map((line) => [line.failed_rules, line.status, line.rows].join()).sort());
      const sum = lines.filter(({ status }) => status === 'open').reduce((rows, line) => rows + line.rows, 0);
      expect((await readFigures(page))['Quarantine']).toBe(`${sum} rows`);
    }
  });

  it('show how fresh sources are', async () => {
    for (const source of Object.values(manifest.sources)) {
      const page = await go(source);
      const result = facts.sources.results.find(({ unique_id }) => unique_id === source.unique_id);
      const shown = (await readFigures(page))['Freshness'];
      if (result?.status === 'error') expect(shown).toMatch(/✕ \d+ d \d+ h old.*warns after 1 d, fails after 2 d/);
      else expect(shown).toBe('–');
    }
    expect(facts.sources.results.length).toBeGreaterThan(0);
  });

  it.each(ANALYSES)('show the answer of %s as a table and as a chart', async (name) => {
    const page = await go(ofType('analysis').find((node) => node.name === name)!);
    const rows = readAnswer(name);
    const table = await readTable(page, name);
    const asText = (value: unknown) =>
      value === null ? 'null' : typeof value === 'object' ? undefined : String(value);
    expect(table!.rows.length).toBe(rows.length);
    for (const [at, row] of rows.entries())
      for (const [column, value] of Object.entries(row)) {
        const shown = table!.rows[at]![column]!;
        if (typeof value === 'number') expect(Number(shown.replaceAll(',', ''))).toBeCloseTo(value, 6);
        else expect(shown).toBe(asText(value));
      }
    const canvas = page.locator('canvas').first();
    await canvas.waitFor();
    await expect.poll(() => canvas.evaluate(coloursOf)).toBeGreaterThan(2);
  });
});

/** How many colours a drawing has; runs in the page. */
function coloursOf(canvas: SVGElement | HTMLElement): number {
  const { width, height } = canvas as HTMLCanvasElement;
  const pixels = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height).data;
  const found = new Set<number>();
  for (let at = 0; at < pixels.length; at += 4)
    if (pixels[at + 3]! > 0) found.add((pixels[at]! << 16) | (pixels[at + 1]! << 8) | pixels[at + 2]!);
  return found.size;
}

/** The column that `node.column` names on the page, with its own description. */
function giverOf({ manifest }: Facts, from: string): { id: string; column: string; description: string } {
  const column = from.split('.').at(-1)!;
  const name = from.slice(0, -column.length - 1);
  const node = [...Object.values(manifest.nodes), ...Object.values(manifest.sources)].find((found) =>
    found.resource_type === 'source' ? `${found.source_name}.${found.name}` === name : found.name === name,
  )!;
  return { id: node.unique_id, column, description: node.columns?.[column]?.description ?? '' };
}

/** Whether a column takes its value, unchanged, from another one. */
function reaches(facts: Facts, node: string, column: string, toNode: string, toColumn: string): boolean {
  const found = facts.lineage.nodes[node]?.columns.find(({ name }) => name === column);
  return (found?.inputs ?? []).some(
    (input) =>
      (input.node === toNode && input.column === toColumn) ||
      reaches(facts, input.node, input.column, toNode, toColumn),
  );
}
