import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Watched } from './page.ts';
import { fileAddress, launch, open, settled, visit } from './page.ts';

interface Use {
  readonly node: string;
  readonly column: string;
  readonly use: string;
}
interface Lineage {
  readonly nodes: Readonly<
    Record<
      string,
      {
        readonly name: string;
        readonly uses: readonly Use[];
        readonly columns: readonly { readonly name: string; readonly uses: readonly Use[] }[];
      }
    >
  >;
}

/** What joins, filters, groups, orders or has windows by a column, against `lineage.json`. */
describe('users of columns', () => {
  const text = readFileSync(join(inject('projectFolder'), 'target/lineage.json'), 'utf8');
  const lineage = JSON.parse(text) as Lineage;
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
  const openColumn = async (node: string, column: string) => {
    const { page } = watched;
    await visit(page, `#/node/${encodeURIComponent(node)}?view=columns&column=${encodeURIComponent(column)}`);
    await page.locator('.column-panel details.impact, .column-panel .impact-none').first().waitFor();
    return page;
  };

  it('are listed in the opened row, each with what it does', async () => {
    for (const [key, users] of usersByColumn(lineage)) {
      const [node = '', column = ''] = key.split('\n');
      const page = await openColumn(node, column);
      const list = page.locator('.column-panel section', {
        has: page.locator('h3', { hasText: 'Others join, filter, group or order by it' }),
      });
      const lines = await list.locator('li').allInnerTexts();
      for (const { user, use } of users) {
        const line = lines.map((each) => each.replace(/\s+/g, ' ')).find((each) => each.includes(`${user} `));
        expect(line, `${key} ${user}`).toMatch(new RegExp(`\\b${use}s\\b.* by it`));
      }
    }
  });

  it('an analysis that only joins by a column depends on it, and so does the exposure behind', async () => {
    const page = await openColumn('model.machine_service.fact_customer_impact', 'customer_id');
    const impact = page.locator('.column-panel details.impact');
    expect(await impact.locator('summary').innerText()).toBe(
      '1 analysis joins by it; 1 exposure may need it; 3 tests check it',
    );
    expect(await page.locator('.column-open .column-used').innerText()).toBe('1 join');
    await impact.locator('summary').click();
    expect(await impact.locator('.impact-list').innerText()).toMatch(
      // Between them stand marks of its health.
      /customers_by_device_anomalies\s+(?:\S{1,2}\s+)*joins by fact_customer_impact\.customer_id/,
    );
  });

  it('a test says how many rows failed, run by run', async () => {
    const { page } = watched;
    await visit(page, '#/list/test?q=pressure_is_reported');
    await page.locator('a[href^="#/check/"]').first().click();
    await settled(page);
    const bars = page.getByRole('group', { name: 'Failing rows of the last runs' }).locator('a');
    expect(await bars.first().getAttribute('aria-label')).toMatch(/: warn, \d+ failing rows$/);
  });
});

/** By node and column, who uses it: the name of a node, or `node.column`. A node's own uses of itself are left out. */
function usersByColumn({ nodes }: Lineage): ReadonlyMap<string, readonly { user: string; use: string }[]> {
  const found = new Map<string, { user: string; use: string }[]>();
  const add = (child: string, user: string, { node, column, use }: Use) => {
    if (node === child) return;
    const key = `${node}\n${column}`;
    found.set(key, [...(found.get(key) ?? []), { user, use }]);
  };
  for (const [id, { name, uses, columns }] of Object.entries(nodes)) {
    const ofRows = new Set(uses.map(({ node, column, use }) => `${node} ${column} ${use}`));
    for (const use of uses) add(id, name, use);
    for (const column of columns)
      for (const use of column.uses)
        if (!ofRows.has(`${use.node} ${use.column} ${use.use}`)) add(id, `${name}.${column.name}`, use);
  }
  return found;
}
