import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newFolder, run, SHOP, succeed, write } from './command-line.ts';
import { readSite } from './read-site.ts';

const TARGETS = `name: shop
version: '1'
target: local
targets:
  local: { type: duckdb, path: target/shop.duckdb, threads: 1 }
  cloud: { type: trino, host: "{{ env_var('NO_SUCH_HOST') }}", port: 1, catalog: iceberg, schema: shop, user: x }
`;

describe('docs of a project that is not whole', () => {
  test('nothing is built: no database is made', async () => {
    const dir = newFolder(SHOP);
    const { stderr } = await succeed(dir, ['docs', 'generate']);
    expect(stderr).not.toContain('error[');
    const { overview } = readSite(join(dir, 'target/docs'));
    expect(overview.missing).toEqual([
      'Nothing is built yet: there is no database.',
      'No run on the target "local" is known.',
    ]);
    expect(existsSync(join(dir, 'target/shop.duckdb'))).toBe(false);
    expect(existsSync(join(dir, 'target/catalog.json'))).toBe(false);
    expect(existsSync(join(dir, 'target/manifest.json'))).toBe(true);
  });

  test('a model that does not compile, and one that reads it', async () => {
    const dir = newFolder({
      ...SHOP,
      'models/broken.sql': 'select nothing_of_the_kind from {{ ref("orders") }}',
      'models/child.sql': 'select * from {{ ref("broken") }}',
    });
    const { stderr } = await succeed(dir, ['docs', 'generate']);
    expect(stderr).toContain('warning[');
    expect(stderr).toContain('nothing_of_the_kind');
    const { details } = readSite(join(dir, 'target/docs'));
    const compiled = (name: string) => details.get(`model.shop.${name}`)?.code?.compiled;
    expect(compiled('broken')?.[0]?.problem).toContain('nothing_of_the_kind');
    expect(compiled('broken')?.[0]?.problem).toContain('(models/broken.sql:1)');
    expect(compiled('child')).toEqual([{ targets: ['local'], problem: 'What it reads cannot be compiled: "broken".' }]);
    expect(compiled('totals')?.[0]?.sql).toContain('sum');
    // Compared with it, columns would be gone that are only not known.
    expect(existsSync(join(dir, 'target/lineage.json'))).toBe(false);
  });

  test('an analysis that fails has a problem, the others their rows', async () => {
    const dir = newFolder({
      ...SHOP,
      'analyses/fails.sql': `select cast('x' as integer) as n from {{ ref("orders") }}`,
    });
    await succeed(dir, ['build']);
    await succeed(dir, ['docs', 'generate']);
    const { details } = readSite(join(dir, 'target/docs'));
    expect(details.get('analysis.shop.fails')?.result).toMatchObject({
      rows: [],
      problem: expect.any(String) as string,
    });
    expect(details.get('analysis.shop.largest')?.result?.rows).toEqual([
      [2, 20],
      [1, 10],
    ]);
  });

  test('targets that cannot be opened', async () => {
    const dir = newFolder({ ...SHOP, 'project.yml': TARGETS });
    const { stderr } = await run(dir, ['docs', 'generate', '--offline']);
    const site = readSite(join(dir, 'target/docs'));
    expect(stderr).not.toContain('error[');
    expect(site.overview.targets).toContainEqual({ name: 'cloud', engine: 'trino' });
    const compiled = site.details.get('model.shop.totals')?.code?.compiled ?? [];
    const problem = compiled.find(({ targets }) => targets.includes('cloud'))?.problem;
    expect(problem).toContain('The target "cloud" cannot be opened');
    expect(problem).toContain('NO_SUCH_HOST');
  });

  test('a warehouse that does not answer', async () => {
    const dir = newFolder({
      ...SHOP,
      'project.yml': `name: shop
version: '1'
targets:
  cloud: { type: trino, host: 127.0.0.1, port: 1, catalog: iceberg, schema: shop, user: x }
`,
    });
    const { stderr } = await succeed(dir, ['docs', 'generate']);
    expect(stderr).toContain('warning[');
    const { overview } = readSite(join(dir, 'target/docs'));
    expect(overview.missing[0]).toMatch(/^The warehouse of the target "cloud" did not answer\. ./);
  });

  test('a project that cannot be loaded', async () => {
    const dir = newFolder({ ...SHOP, 'models/totals.sql': 'select * from {{ ref("nobody") }}' });
    const { status, stderr } = await run(dir, ['docs', 'generate']);
    expect(status).toBe(2);
    expect(stderr).toContain('error[ref-unknown]');
    expect(existsSync(join(dir, 'target/docs'))).toBe(false);
  });

  test('a selection that makes no sense', async () => {
    const dir = newFolder(SHOP);
    const { status } = await run(dir, ['docs', 'generate', '--selector', 'nobody']);
    expect(status).toBe(2);
  });

  test('rubbish where results of earlier commands should be', async () => {
    const dir = newFolder(SHOP);
    write(dir, { 'target/sources.json': '{"results": [1, null]}', 'target/state/history/x.jsonl': 'no json\n[]\n' });
    await succeed(dir, ['docs', 'generate', '--offline']);
    expect(readFileSync(join(dir, 'target/docs/index.html'), 'utf8')).toContain('<title>shop</title>');
  });
});
