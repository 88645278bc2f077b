import { expect, test } from 'vitest';
import {
  CompletionItemKind,
  type CodeAction,
  type CompletionList,
  type DocumentHighlight,
  type DocumentSymbol,
  type Hover,
  type Location,
  type SignatureHelp,
  type WorkspaceEdit,
  type WorkspaceSymbol,
} from 'vscode-languageserver-protocol';
import { folderOf, PROJECT_YML, startEditor, type Editor } from './client.ts';

const SHOP = {
  'project.yml': PROJECT_YML,
  'seeds/regions.csv': 'code,label\nn,North\n',
  'models/sources.yml': `sources:
  - name: erp
    schema: raw
    tables:
      - name: orders
        description: Orders as the ERP has them.
        columns:
          - {name: order_no, data_type: bigint, description: "Number of the <b>order</b>."}
          - {name: status, data_type: varchar}
`,
  'models/orders.sql': `with read as (select order_no, status from {{ source('erp', 'orders') }})
select order_no as id, status, {{ cents('order_no') }} as cents from read
`,
  'models/big.sql': `{{ config(materialized='table') }}
select o.id, o.status, r.label
from {{ ref('orders') }} as o
join {{ ref('regions') }} as r on r.code = o.status
`,
  'models/schema.yml': `models:
  - name: orders
    description: One row for each order. {{ doc('more') }}
    columns:
      - name: id
        description: Identifies an order.
        tests:
          - relationships: {to: ref('big'), field: id}
      - name: status
`,
  'models/docs.md': '{% docs more %}More *words*.{% enddocs %}',
  'macros/cents.sql': '{% macro cents(column) %}({{ column }} * 100){% endmacro %}\n',
};

async function opened(...paths: (keyof typeof SHOP)[]): Promise<Editor> {
  const editor = await startEditor(folderOf(SHOP));
  for (const path of paths) await editor.open(path, SHOP[path]);
  return editor;
}

test('definitions', async () => {
  const paths = ['models/big.sql', 'models/orders.sql', 'models/schema.yml', 'models/sources.yml', 'macros/cents.sql', 'models/docs.md', 'seeds/regions.csv'] as const; // prettier-ignore
  const editor = await opened(...paths);
  const from = async (path: string, text: string, plus: number) => {
    const found = await editor.ask<Location | null>('definition', path, editor.position(path, text, plus));
    const file = found && paths.find((one) => editor.uri(one) === found.uri);
    return found && `${file}:${found.range.start.line + 1} ${editor.at(file!, found.range)}`.trim();
  };
  expect(await from('models/big.sql', "ref('orders", 6)).toBe('models/orders.sql:1');
  expect(await from('models/orders.sql', "'erp', 'orders'", 9)).toBe('models/sources.yml:5 orders');
  expect(await from('models/orders.sql', 'cents(', 2)).toBe('macros/cents.sql:1 cents');
  expect(await from('models/schema.yml', "doc('more", 6)).toBe('models/docs.md:1');
  expect(await from('models/big.sql', 'o.id', 2)).toBe('models/orders.sql:2 id');
  expect(await from('models/big.sql', 'o.id', 0)).toBe('models/big.sql:3 o');
  expect(await from('models/big.sql', 'r.label', 3)).toBe('seeds/regions.csv:1 label');
  expect(await from('models/orders.sql', 'select order_no as', 9)).toBe('models/orders.sql:1 order_no');
  expect(await from('models/orders.sql', '(select order_no', 9)).toBe('models/sources.yml:8 order_no');
  expect(await from('models/orders.sql', 'from read', 6)).toBe('models/orders.sql:1 read');
  expect(await from('models/schema.yml', 'name: status', 7)).toBe('models/orders.sql:2 status');
  expect(await from('models/schema.yml', "to: ref('big", 9)).toBe('models/big.sql:1');
  expect(await from('models/schema.yml', 'field: id', 8)).toBe('models/big.sql:2 id');
});

test('hover says type, origin and description, and what the project writes is no HTML', async () => {
  const editor = await opened('models/big.sql', 'models/orders.sql', 'models/schema.yml');
  const over = async (path: string, text: string, plus: number) => {
    const hover = await editor.ask<Hover | null>('hover', path, editor.position(path, text, plus));
    return hover && (hover.contents as { value: string }).value;
  };
  expect(await over('models/big.sql', 'o.id', 2)).toMatch(
    /`big\.id` `bigint`\n\nfrom `orders\.id` ← `erp\.orders\.order_no`\n\nIdentifies an order\./,
  );
  expect(await over('models/orders.sql', '(select order_no', 9)).toContain('Number of the &lt;b>order&lt;/b>.');
  expect(await over('models/big.sql', "ref('orders", 6)).toMatch(
    /One row for each order\.[\s\S]*id bigint\nstatus varchar/,
  );
  expect(await over('models/orders.sql', "'erp', 'orders'", 9)).toContain('Orders as the ERP has them.');
  expect(await over('models/orders.sql', 'cents(', 2)).toContain('cents(column)');
  expect(await over('models/schema.yml', 'name: id', 7)).toContain('`orders.id` `bigint`');
  expect(await over('models/big.sql', 'select', 2)).toBeNull();
});

test('completion', async () => {
  const editor = await opened('models/big.sql', 'models/orders.sql', 'models/schema.yml');
  // Understood once, so that incomplete texts have something to fall back on.
  await editor.connection.sendRequest('workspace/symbol', { query: 'big' });
  const offered = async (
    path: 'models/big.sql' | 'models/orders.sql' | 'models/schema.yml',
    text: string,
    marker: string,
  ) => {
    await editor.open(path, text);
    const at = editor.position(path, marker, marker.length);
    const list = await editor.ask<CompletionList>('completion', path, at);
    return list.items.map(({ label }) => label);
  };
  expect(await offered('models/big.sql', "select * from {{ ref('", "ref('")).toEqual(
    expect.arrayContaining(['orders', 'regions']),
  );
  expect(await offered('models/big.sql', "select * from {{ source('", "source('")).toEqual(['erp']);
  expect(await offered('models/big.sql', "select * from {{ source('erp', '", "'erp', '")).toEqual(['orders']);
  expect(await offered('models/big.sql', 'select {{ ce', '{{ ce')).toEqual(
    expect.arrayContaining(['cents', 'ref', 'config']),
  );
  expect(await offered('models/big.sql', "select o. from {{ ref('orders') }} as o join {{ ref('regions') }} r on true", 'o.')).toEqual(['id', 'status', 'cents']); // prettier-ignore
  expect(await offered('models/big.sql', "select  from {{ ref('orders') }} as o join {{ ref('regions') }} r on true", 'select ')).toEqual(['id', 'status', 'cents', 'code', 'label', 'etl_run_id', 'ingest_ts', 'source_system', 'o', 'r']); // prettier-ignore
  expect(await offered('models/orders.sql', SHOP['models/orders.sql'].replace('id, status', 'id, r. '), 'r.')).toEqual(
    [],
  );
  expect(await offered('models/orders.sql', SHOP['models/orders.sql'].replace('id, status', 'id, read. '), 'read.')).toEqual(['order_no', 'status']); // prettier-ignore
  const typed =
    "with a as (select o.id, upper(status) as s from {{ ref('orders') }} o), b as (select *, 1 as k from a)\nselect b.";
  expect(await offered('models/big.sql', typed, 'select b.')).toEqual(['id', 's', 'k']);
  expect(await offered('models/big.sql', '{{ config(mat', 'config(mat')).toContain('materialized');
  expect(await offered('models/big.sql', "{{ config(materialized='", "materialized='")).toEqual(
    expect.arrayContaining(['table', 'view', 'incremental']),
  );
  expect(await offered('models/schema.yml', 'models:\n  - name: orders\n    columns:\n      - name: ', '      - name: ')).toEqual(['id', 'status', 'cents']); // prettier-ignore
});

test('references, symbols', async () => {
  const editor = await opened('models/orders.sql', 'models/big.sql');
  const position = editor.position('models/orders.sql', 'as id', 4);
  const found = await editor.ask<Location[]>('references', 'models/orders.sql', position, {
    context: { includeDeclaration: true },
  });
  expect(found.map(({ uri, range }) => [uri, range.start.line])).toEqual([
    [editor.uri('models/orders.sql'), 1],
    [editor.uri('models/schema.yml'), 4],
    [editor.uri('models/big.sql'), 1],
  ]);
  const symbols = await editor.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', {
    textDocument: { uri: editor.uri('models/orders.sql') },
  });
  expect(symbols.map(({ name, children }) => [name, children?.map((one) => one.name)])).toEqual([
    ['orders', ['read', 'id', 'status', 'cents']],
  ]);
  const all = await editor.connection.sendRequest<WorkspaceSymbol[]>('workspace/symbol', { query: 'label' });
  expect(all.map(({ name }) => name)).toEqual(['big.label', 'regions.label']);
});

test('rename of a column over the project, into unsaved texts', async () => {
  const editor = await opened('models/orders.sql', 'models/big.sql', 'models/schema.yml');
  const position = editor.position('models/orders.sql', 'as id', 4);
  expect(await editor.ask('prepareRename', 'models/orders.sql', position)).toMatchObject({ placeholder: 'id' });
  const edit = await editor.ask<WorkspaceEdit>('rename', 'models/orders.sql', position, { newName: 'order_id' });
  await editor.apply(edit);
  expect(editor.text('models/orders.sql')).toContain('order_no as order_id');
  expect(editor.text('models/big.sql')).toContain('select o.order_id');
  expect(editor.text('models/schema.yml')).toContain('- name: order_id');
  await editor.connection.sendRequest('workspace/symbol', { query: '' });
  for (const path of ['models/orders.sql', 'models/big.sql', 'models/schema.yml'])
    expect(editor.diagnostics(path)).toEqual([]);
  const taken = editor.ask('rename', 'models/orders.sql', editor.position('models/orders.sql', 'as order_id', 4), { newName: 'status' }); // prettier-ignore
  await expect(taken).rejects.toThrow(/status/);
});

test('"did you mean" as an action', async () => {
  const editor = await opened('models/big.sql');
  await editor.type('models/big.sql', "ref('orders')", "ref('ordrs')");
  const [wrong] = await editor.until('models/big.sql', (found) => found.length > 0);
  const actions = await editor.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: editor.uri('models/big.sql') },
    range: wrong!.range,
    context: { diagnostics: [wrong] },
  });
  expect(actions.map(({ title }) => title)).toEqual(["Replace 'ordrs' by 'orders'"]);
  await editor.apply(actions[0]!.edit!);
  await editor.until('models/big.sql', (found) => found.length === 0);
  expect(editor.text('models/big.sql')).toBe(SHOP['models/big.sql']);
});

test('columns of USING, variables, functions: definition, hover, signature, highlights', async () => {
  const folder = folderOf({ ...SHOP, 'project.yml': `${PROJECT_YML}vars:\n  least: 7\n  shop: {most: 'x'}\n` });
  const editor = await startEditor(folder);
  const path = 'models/more.sql';
  const text = `with a as (select id as code, status from {{ ref('orders') }})
select code, round(count(*), 2) as n, {{ cents("1, 'x'") }} as c -- code
from a join {{ ref('big') }} as b using (status)
where a.code > {{ var('least') }} and label <> '{{ var("most") }}'
group by code`;
  await editor.open(path, text);
  await editor.open('project.yml', `${PROJECT_YML}vars:\n  least: 7\n  shop: {most: 'x'}\n`);
  const place = async (of: string, plus: number) => {
    const found = await editor.ask<Location | null>('definition', path, editor.position(path, of, plus));
    return found && `${found.uri.split('/').at(-1)}:${found.range.start.line + 1}`;
  };
  expect(await place('(status)', 3)).toBe('more.sql:1');
  expect(await place("'least'", 3)).toBe('project.yml:6');
  expect(await place('"most"', 3)).toBe('project.yml:7');
  const over = async (of: string, plus: number) => {
    const hover = await editor.ask<Hover | null>('hover', path, editor.position(path, of, plus));
    return hover && (hover.contents as { value: string }).value;
  };
  expect(await over('(status)', 3)).toContain('`orders.status` `varchar`');
  expect(await over("'least'", 3)).toMatch(/`least`\s+```json\n7/);
  expect(await over('count(*)', 2)).toMatch(/count\(\) -> bigint[\s\S]*The number of rows/);
  const help = async (of: string, plus: number) => {
    const found = await editor.ask<SignatureHelp | null>('signatureHelp', path, editor.position(path, of, plus));
    const signature = found?.signatures[found.activeSignature ?? 0];
    const range = signature?.parameters?.[found?.activeParameter ?? 0]?.label as [number, number] | undefined;
    return signature && `${signature.label} | ${range ? signature.label.slice(...range) : ''}`;
  };
  expect(await help('count(*), 2', 11)).toBe('round(double, integer) -> double | integer');
  expect(await help('count(*), 2', 6)).toBe('count(T) -> bigint | T');
  expect(await help('cents("1', 9)).toBe('cents(column) | column');
  expect(await help('using (status', 10)).toBeUndefined();
  const marks = async (of: string, plus: number) => {
    const found = await editor.ask<DocumentHighlight[]>('documentHighlight', path, editor.position(path, of, plus));
    return found.map(({ range }) => `${range.start.line + 1}:${range.start.character + 1}`);
  };
  expect(await marks('select code', 8)).toEqual(['1:25', '2:8', '4:9', '5:10']);
  expect(await marks('a.code', 0)).toEqual(['1:6', '3:6', '4:7']);
  const users = await editor.ask<Location[]>('references', 'project.yml', editor.position('project.yml', 'least', 2), {
    context: { includeDeclaration: false },
  });
  expect(users.map(({ uri }) => uri)).toEqual([editor.uri(path)]);
});

test('functions are offered after a letter, where one can stand', async () => {
  const editor = await opened('models/big.sql');
  await editor.connection.sendRequest('workspace/symbol', { query: 'big' });
  const offered = async (marker: string, kind: number = CompletionItemKind.Function) => {
    await editor.open('models/big.sql', marker);
    const at = editor.position('models/big.sql', marker, marker.length);
    const list = await editor.ask<CompletionList>('completion', 'models/big.sql', at);
    return { isIncomplete: list.isIncomplete, labels: list.items.filter((one) => one.kind === kind).map(({ label }) => label) }; // prettier-ignore
  };
  expect(await offered('select ')).toEqual({ isIncomplete: true, labels: [] });
  const { isIncomplete, labels } = await offered('select da');
  expect(isIncomplete).toBe(false);
  expect(labels).toEqual(expect.arrayContaining(['date_trunc', 'date_diff']));
  for (const text of ['select * from da', "select 'da", 'select 1 -- da', 'select o.da', 'select 1 as da'])
    expect((await offered(text)).labels, text).toEqual([]);
});
