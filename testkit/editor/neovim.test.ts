import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { editorSettings } from '../../src/lakemodel.ts';
import { writeIn } from './lsp/client.ts';
import { host, invocation } from './project.ts';

const ROOT = join(import.meta.dirname, '../..');
const hasNeovim = spawnSync('nvim', ['--version']).error === undefined;

const SHOP = {
  'project.yml': 'name: shop\nvars:\n  least: 7\ntarget: local\ntargets:\n  local: { type: duckdb }\n',
  'seeds/regions.csv': 'code,label\nn,North\n',
  'models/orders.sql': "select 1 as id,\n  'n' as status\n",
  'models/big.sql': `select o.id, o.status,
  /* é🚀 */ r.label, coalesce(r.label, 'é') as name
from {{ ref('orders') }} as o
join {{ ref('regions') }} as r on r.code = o.status
where o.id > {{ var('least') }}
`,
  'models/closed.sql': "select status from {{ ref('orders') }}\n",
  'models/schema.yml': `models:
  - name: orders
    description: One row for each order.
    columns:
      - name: status
        description: How it is.
        tests: [not_null]
`,
};

interface Answers {
  readonly failure?: string;
  readonly [step: string]: unknown;
}

/** A folder with the settings that are printed for it, and both servers on the PATH. */
async function neovim(
  steps: 'shop' | 'lakehouse',
  fill: (folder: string) => void,
): Promise<{ folder: string; answers: Answers }> {
  // Not below a folder that is itself a project.
  const home = mkdtempSync(join(tmpdir(), 'lm nvim '));
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 3 }));
  const folder = join(home, 'project');
  mkdirSync(folder);
  fill(folder);
  const { text } = await editorSettings(invocation(folder), { editor: 'neovim', write: false }, host);
  writeIn(home, 'init.lua', `vim.cmd('filetype on')\n${text}`);
  const yaml = createRequire(import.meta.url).resolve('yaml-language-server/bin/yaml-language-server');
  for (const [name, launcher] of [
    ['lakemodel', join(ROOT, 'bin/lakemodel.js')],
    ['yaml-language-server', yaml],
  ] as const) {
    // prettier-ignore
    writeIn(home, `bin/${name}`, `#!/bin/sh\nexec "${process.execPath}" "${launcher}" "$@"\n`);
    chmodSync(join(home, 'bin', name), 0o755);
  }
  const answers = join(home, 'answers.json');
  const env = {
    PATH: `${join(home, 'bin')}${delimiter}${process.env['PATH']}`,
    HOME: home,
    PROJECT: folder,
    ANSWERS: answers,
    STEPS: steps,
    LANG: 'C.UTF-8',
  };
  const args = ['--headless', '-n', '-i', 'NONE', '-u', join(home, 'init.lua'), '-c', `luafile ${join(import.meta.dirname, 'neovim.lua').replaceAll(' ', '\\ ')}`]; // prettier-ignore
  const { stderr } = spawnSync('nvim', args, { cwd: home, env, encoding: 'utf8', timeout: 120_000 });
  const said = JSON.parse(readOr(answers, '{"failure": "nvim ended without an answer"}')) as Answers;
  if (said.failure !== undefined) throw new Error(`${said.failure}\n${stderr}\n${JSON.stringify(said, null, 1)}`);
  return { folder, answers: said };
}

function readOr(path: string, other: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return other;
  }
}

test.skipIf(!hasNeovim)('Neovim, with the settings that are printed for it', { timeout: 180_000 }, async () => {
  const { folder, answers } = await neovim('shop', (into) => {
    for (const [path, text] of Object.entries(SHOP)) writeIn(into, path, text);
  });
  expect(answers).toEqual({
    at_first: [],
    while_typing: ['models/big.sql:1 column-unknown'],
    fixed: SHOP['models/big.sql'].trimEnd(),
    definitions: ['models/orders.sql:1 select', 'models/orders.sql:2 status', 'models/big.sql:3 o', 'project.yml:3 least'], // prettier-ignore
    hover: expect.stringMatching(/`orders\.status`[\s\S]*How it is\./),
    hover_behind: expect.stringContaining('`regions.label`'),
    highlights: 2,
    completion: ['id', 'status'],
    signature: expect.stringContaining('coalesce('),
    yaml: [expect.stringContaining('descripton')],
  });
  const saved = (path: string) => readFileSync(join(folder, path), 'utf8');
  expect(saved('models/orders.sql')).toBe(SHOP['models/orders.sql'].replace('as status', 'as state'));
  expect(saved('models/big.sql')).toBe(SHOP['models/big.sql'].replaceAll('o.status', 'o.state'));
  expect(saved('models/closed.sql')).toContain('state');
  expect(saved('models/schema.yml')).toContain('- name: state');
});

const PARTS = [
  'project.yml',
  'selectors.yml',
  'models',
  'seeds',
  'snapshots',
  'tests',
  'macros',
  'analyses',
  'landing',
];

test.skipIf(!hasNeovim)('Neovim, with the project of this repository', { timeout: 180_000 }, async () => {
  const { folder, answers } = await neovim('lakehouse', (into) => {
    for (const part of PARTS) cpSync(join(ROOT, part), join(into, part), { recursive: true });
  });
  expect(answers).toEqual({
    at_first: [],
    hover: expect.stringContaining('fact_work_orders.work_order_id'),
    at_last: [],
  });
  expect(readFileSync(join(folder, 'models/gold/dim_customer.sql'), 'utf8')).toContain('    branch,\n');
});
