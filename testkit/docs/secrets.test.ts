import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newFolder, SHOP, succeed } from './command-line.ts';
import { filesBelow, readSite } from './read-site.ts';

const PROJECT = `name: shop
version: '1'
target: local
targets:
  local: { type: duckdb, path: target/shop.duckdb, threads: 1 }
  cloud:
    type: trino
    host: 127.0.0.1
    port: 1
    catalog: iceberg
    schema: shop
    user: x
    password: "{{ env_var('CLOUD_WORD') }}"
  shut:
    type: trino
    host: "{{ env_var('NOT_SET_ANYWHERE') }}"
    port: 1
    catalog: iceberg
    schema: shop
    user: x
    password: literal-h0rse
`;

const SECRETS = ['correct-h0rse', 'literal-h0rse', 't0ken"\\with\nsigns'];

test('no file of the site, and no artifact, holds a secret', async () => {
  const dir = newFolder({
    ...SHOP,
    'project.yml': PROJECT,
    'README.md': '# Shop\n\nThe word is correct-h0rse, once it was literal-h0rse.',
    'models/leak.sql': `select '{{ env_var('CLOUD_WORD') }}' as word, {{ "'" ~ env_var('API_TOKEN').replace("'", "''") ~ "'" }} as token, '{{ env_var('HARMLESS') }}' as harmless`,
    'models/leak.yml': `models:
  - name: leak
    description: Uses literal-h0rse.
    config:
      meta: { note: "{{ env_var('API_TOKEN') }}", word: literal-h0rse }
`,
    'analyses/leaks.sql': 'select word, token from {{ ref("leak") }}',
  });
  const env = { CLOUD_WORD: SECRETS[0]!, API_TOKEN: SECRETS[2]!, HARMLESS: 'plain-text' };
  await succeed(dir, ['build'], env);
  // A variable that is a secret by its name, though no target has it.
  for (const name of [
    'run_results.json',
    'run_results.jsonl',
    'manifest.json',
    'compile_memory.jsonl',
    'lineage_memory.jsonl',
  ])
    expect(readFileSync(join(dir, 'target', name), 'utf8'), name).not.toContain('t0ken');
  await succeed(dir, ['docs', 'generate'], env);
  const docs = join(dir, 'target/docs');
  const files = [
    ...filesBelow(docs).map((file) => join(docs, file)),
    ...['manifest.json', 'catalog.json', 'lineage.json'].map((file) => join(dir, 'target', file)),
  ];
  const forms = SECRETS.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), secret.split('"')[0]!]);
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    expect(
      forms.filter((form) => text.includes(form)),
      file,
    ).toEqual([]);
  }
  const { details } = readSite(docs);
  const compiled = details.get('model.shop.leak')?.code?.compiled;
  expect(compiled?.find(({ targets }) => targets.includes('local'))?.sql).toContain('*****');
  expect(JSON.stringify(compiled)).toContain('plain-text');
  // The template itself is no secret.
  expect(details.get('model.shop.leak')?.code?.written).toContain("env_var('CLOUD_WORD')");
});
