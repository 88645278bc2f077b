import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Diagnostic } from '../diagnostics/index.ts';
import { compile } from '../lakemodel.ts';
import { analyseProject, createAnalysisMemory, type AnalyseOptions } from './analysis.ts';
import { thingAt } from './columns/column-at.ts';
import { fileRange, isWrittenSo } from './positions/template-map.ts';
import { isColumn, partsOf, visitTree } from './positions/tree-path.ts';

const ROOT = join(import.meta.dirname, '../..');
const env = () => undefined;

const SHOP = {
  'project.yml': 'name: shop\ntarget: local\ntargets:\n  local: { type: duckdb }\n',
  'models/orders.sql': "select 1 as id, 'x' as status",
  'models/big.sql': "{{ config(materialized='incremental', unique_key='id') }} select id from {{ ref('orders') }} {% if is_incremental() %} where id > (select max(id) from {{ this }}) {% endif %}", // prettier-ignore
  'models/schema.yml': 'models:\n  - name: orders\n    columns:\n      - name: id\n        tests: [unique]\n',
  'seeds/regions.csv': 'code,label\nn,North\n',
  'macros/m.sql': '{% macro twice(x) %}({{ x }} * 2){% endmacro %}',
};

function shop(files: Readonly<Record<string, string>> = SHOP): string {
  const folder = mkdtempSync(join(tmpdir(), 'lm-editor-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function analyse(projectDir: string, options: Partial<AnalyseOptions> = {}) {
  return analyseProject({ projectDir, env, ...options });
}

async function compiled(projectDir: string): Promise<readonly Diagnostic[]> {
  const invocation = {
    projectDir,
    vars: {},
    select: [],
    exclude: [],
    resourceTypes: [],
    indirectSelection: 'eager',
    fullRefresh: false,
    failFast: false,
    storeFailures: false,
    dryRun: false,
  } as const;
  const signal = new AbortController().signal;
  const host = { now: () => new Date(), env, newId: () => 'x', signal, onEvent: () => undefined };
  return (await compile(invocation, host)).diagnostics;
}

const MISTAKES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  none: {},
  'a column': { 'models/big.sql': "select idd from {{ ref('orders') }}" },
  'a ref': { 'models/big.sql': "select id from {{ ref('ordrs') }}" },
  Jinja: { 'models/big.sql': "select {{ id from {{ ref('orders') }}" },
  SQL: { 'models/big.sql': 'select select' },
  YAML: { 'models/schema.yml': 'models:\n  - nme: orders\n' },
  'broken YAML': { 'models/schema.yml': 'models: [\n' },
  'a macro': { 'macros/m.sql': '{% macro twice(x) %}{{ x ' },
  'a seed': { 'seeds/regions.csv': 'code,label\nn,North,x\n' },
  'the project': { 'project.yml': 'name: shop\ntarget: nowhere\n' },
  'a test': {
    'models/schema.yml': 'models:\n  - name: orders\n    columns:\n      - name: idd\n        tests: [uniqe]\n',
  },
  'a comment that ignores nothing': { 'models/orders.sql': 'select 1 as id -- lakemodel: ignore column-unused' },
};

test.each(Object.entries(MISTAKES))('it says what compile says, saved or not: %s', async (_, mistake) => {
  const saved = shop({ ...SHOP, ...mistake });
  const { diagnostics } = await analyse(saved);
  expect(diagnostics).toEqual(await compiled(saved));
  const unsaved = await analyse(shop(), { unsaved: new Map(Object.entries(mistake)) });
  expect(unsaved.diagnostics).toEqual(diagnostics);
});

test('with a memory it says the same, mistake after mistake, and does nothing twice', async () => {
  const projectDir = shop();
  const memory = createAnalysisMemory(projectDir);
  const texts = Object.values(MISTAKES).map((mistake) => new Map(Object.entries(mistake)));
  for (const unsaved of [...texts, ...texts]) {
    const { diagnostics, project } = await analyse(projectDir, { unsaved, memory });
    const fresh = await analyse(projectDir, { unsaved });
    expect(diagnostics).toEqual(fresh.diagnostics);
    expect(project?.lineage()).toEqual(fresh.project?.lineage());
  }
  const known = memory.compiled.size();
  await analyse(projectDir, { memory });
  expect(memory.compiled.size()).toBeLessThanOrEqual(known);
  for (let round = 0; round < 10; round++) await analyse(projectDir, { memory });
  expect(memory.compiled.size()).toBeLessThan(known);
});

test('what a command has compiled is not compiled again, and a broken memory is none', async () => {
  const projectDir = shop();
  const expected = await compiled(projectDir);
  const path = join(projectDir, 'target/compile_memory.jsonl');
  const memory = createAnalysisMemory(projectDir);
  const asked: string[] = [];
  const { startFrom } = memory.compiled;
  const watched = { ...memory.compiled, startFrom: (read: Parameters<typeof startFrom>[0]) => startFrom((key) => (asked.push(key), read(key))) }; // prettier-ignore
  const before = readFileSync(path, 'utf8');
  expect((await analyse(projectDir, { memory: { ...memory, compiled: watched } })).diagnostics).toEqual(expected);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((key) => !before.includes(key))).toEqual([]);
  const count = asked.length;
  await analyse(projectDir, { memory: { ...memory, compiled: watched }, unsaved: new Map([['models/orders.sql', 'select 2 as id']]) }); // prettier-ignore
  expect(asked).toHaveLength(count);
  expect(readFileSync(path, 'utf8')).toBe(before);
  writeFileSync(path, before.replace(/.{20}$/gm, 'x'));
  expect((await analyse(projectDir)).diagnostics).toEqual(expected);
});

test('files that exist in the editor alone, and nothing is written', async () => {
  const projectDir = shop({ 'project.yml': SHOP['project.yml'] });
  const unsaved = new Map([['models/new.sql', 'select 1 as id']]);
  const { project, diagnostics } = await analyse(projectDir, { unsaved });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(project?.columnsOf('model.shop.new')).toEqual([{ name: 'id', type: 'integer' }]);
  expect(readdirSync(projectDir)).toEqual(['project.yml']);
});

test('a query is read as for a first and for a later run', async () => {
  const { project } = await analyse(shop());
  const readings = project!.readingsOf('model.shop.big');
  expect(readings.map(({ isIncremental }) => isIncremental)).toEqual([false, true]);
  const offset = SHOP['models/big.sql'].indexOf('max(id)') + 5;
  expect(thingAt(project!, 'models/big.sql', offset)).toMatchObject({
    name: 'id',
    origin: { id: 'model.shop.big', column: 'id' },
  });
});

test('an analysis that is not wanted any more ends', async () => {
  const controller = new AbortController();
  const analysis = analyseProject({ projectDir: ROOT, env, signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(analysis).rejects.toThrow('enough');
});

test('in the project of this repository every column that is written in SQL is found, and leads somewhere', async () => {
  const { project } = await analyse(ROOT);
  const texts = project!.opened.project.texts;
  let count = 0;
  for (const id of project!.opened.graph.order) {
    for (const reading of project!.readingsOf(id)) {
      const { bound, whole } = reading;
      expect(bound, id).toBeDefined();
      visitTree(bound!.statement.query, (node) => {
        const reference = isColumn(node) ? bound!.facts.reference(node) : undefined;
        if (!isColumn(node) || reference?.kind !== 'field' || reference.field.from.kind === 'generated') return;
        const part = partsOf(node, whole.text)[reference.parts - 1];
        const range = part && isWrittenSo(reading, part) ? fileRange(reading, part) : undefined;
        if (!range) return;
        const thing = thingAt(project!, range.file, range.start + 1);
        expect(thing?.range, `${range.file} ${range.start}`).toEqual(range);
        const place = thing?.kind === 'column' ? thing.place : undefined;
        expect(place, `${range.file} ${texts[range.file]?.slice(range.start, range.end)}`).toBeDefined();
        count += 1;
      });
    }
  }
  expect(count).toBeGreaterThan(500);
});
