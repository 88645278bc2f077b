import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { expect, test } from 'vitest';
import { declareTables, newSourceFile, pullColumns, type CatalogColumn } from './pull-sources.ts';

const yaml = createRequire(import.meta.url)('yaml') as typeof Yaml;

const CATALOG: readonly CatalogColumn[] = [
  { name: 'id', type: 'bigint' },
  { name: 'weight', type: 'decimal(10,2)', comment: 'In kg: net # of all' },
];

/** Pulls the catalog's columns into the table named `parts`, twice: the second time must change nothing. */
function pull(text: string, columns = CATALOG) {
  const edit = (of: string) =>
    pullColumns(
      of,
      [{ id: 'erp.parts', offset: of.indexOf('parts'), columns }],
      (declared, found) => declared === found,
    );
  const first = edit(text);
  const again = edit(first.text);
  expect(again.text).toBe(first.text);
  expect(again.tables[0]).toMatchObject({ added: [], retyped: [] });
  return first;
}

function checkPulled(text: string, expected: string): void {
  const { text: pulled, tables } = pull(text);
  expect(pulled).toBe(expected);
  expect(tables[0]?.problem).toBeUndefined();
  const data = yaml.parse(pulled) as { sources: { tables: { name: string; columns: unknown[] }[] }[] };
  const columns = data.sources.flatMap(({ tables: all }) => all).find(({ name }) => name === 'parts')?.columns;
  expect(columns).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'id', data_type: 'bigint' })]));
  expect(columns).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: 'weight', data_type: 'decimal(10,2)' })]),
  );
}

test('columns are added at the end, in the style of the file; types are corrected in place', () => {
  checkPulled(
    `# our sources
version: 2

sources:
  - name: erp   # the old one
    tables:
      - name: "parts"
        description: |
          Everything
          we build.

        columns:
          - name: id   # key
            description: The key.
            data_type: 'integer'   # was smaller
          # more to come

      - name: other
        columns:
          - name: x
`,
    `# our sources
version: 2

sources:
  - name: erp   # the old one
    tables:
      - name: "parts"
        description: |
          Everything
          we build.

        columns:
          - name: id   # key
            description: The key.
            data_type: bigint   # was smaller
          - name: weight
            data_type: decimal(10,2)
            description: "In kg: net # of all"
          # more to come

      - name: other
        columns:
          - name: x
`,
  );
});

test('lists that are not indented, items on one line, and a type that was missing', () => {
  checkPulled(
    `sources:
- name: erp
  tables:
  - name: parts
    columns:
    - {name: id}
`,
    `sources:
- name: erp
  tables:
  - name: parts
    columns:
    - {name: id, data_type: bigint}
    - {name: weight, data_type: "decimal(10,2)", description: "In kg: net # of all"}
`,
  );
  checkPulled(
    `sources:
- name: erp
  tables:
  - name: parts
    loaded_at_field: at`,
    `sources:
- name: erp
  tables:
  - name: parts
    loaded_at_field: at
    columns:
    - name: id
      data_type: bigint
    - name: weight
      data_type: decimal(10,2)
      description: "In kg: net # of all"`,
  );
});

test.each([
  [
    'sources: [{ name: erp, tables: [{ name: parts }] }]\n',
    'sources: [{ name: erp, tables: [{ name: parts, columns: [{ name: id, data_type: bigint }, { name: weight, data_type: "decimal(10,2)", description: "In kg: net # of all" }] }] }]\n',
  ],
  [
    'sources:\n  - name: erp\n    tables: [{name: parts, columns: []}]\n',
    'sources:\n  - name: erp\n    tables: [{name: parts, columns: [{ name: id, data_type: bigint }, { name: weight, data_type: "decimal(10,2)", description: "In kg: net # of all" }]}]\n',
  ],
  [
    'sources:\n  - name: erp\n    tables:\n      - name: parts\n        columns:   # none yet\n        tags: [a]\n',
    'sources:\n  - name: erp\n    tables:\n      - name: parts\n        columns:   # none yet\n          - name: id\n            data_type: bigint\n          - name: weight\n            data_type: decimal(10,2)\n            description: "In kg: net # of all"\n        tags: [a]\n',
  ],
  [
    'sources:\r\n  - name: erp\r\n    tables:\r\n      - name: parts\r\n        columns:\r\n          - name: id\r\n',
    'sources:\r\n  - name: erp\r\n    tables:\r\n      - name: parts\r\n        columns:\r\n          - name: id\r\n            data_type: bigint\r\n          - name: weight\r\n            data_type: decimal(10,2)\r\n            description: "In kg: net # of all"\r\n',
  ],
  [
    'x: &base { loaded_at_field: at }\nsources:\n  - name: erp\n    tables:\n      - name: parts\n        columns: &cols\n          -   name: id\n              data_type:\n',
    'x: &base { loaded_at_field: at }\nsources:\n  - name: erp\n    tables:\n      - name: parts\n        columns: &cols\n          -   name: id\n              data_type: bigint\n          -   name: weight\n              data_type: decimal(10,2)\n              description: "In kg: net # of all"\n',
  ],
])('%j', (text, expected) => checkPulled(text, expected));

test('columns that are gone are told, and stay', () => {
  const text =
    'sources:\n  - name: erp\n    tables:\n      - name: parts\n        columns:\n          - name: ID\n            data_type: bigint\n          - name: wieght\n';
  const { tables, text: pulled } = pull(text, [{ name: 'id', type: 'bigint' }]);
  expect(tables[0]).toMatchObject({ gone: ['wieght'], added: [], retyped: [] });
  expect(pulled).toBe(text);
});

test('odd names and types are quoted, unknown types left out, templates and comments like templates left alone', () => {
  const columns = [
    { name: 'a: b' },
    { name: 'yes', type: 'row(a integer, "b c" varchar)' },
    { name: 'wild', type: 'varchar', comment: '{{ env_var("X") }}' },
    { name: 'kept', type: 'bigint' },
  ];
  const text =
    'sources:\n  - name: erp\n    tables:\n      - name: parts\n        columns:\n          - name: kept\n            data_type: "{{ var(\'t\') }}"\n';
  const data = yaml.parse(pull(text, columns).text) as { sources: [{ tables: [{ columns: unknown }] }] };
  expect(data.sources[0].tables[0].columns).toEqual([
    { name: 'kept', data_type: "{{ var('t') }}" },
    { name: 'a: b' },
    { name: 'yes', data_type: 'row(a integer, "b c" varchar)' },
    { name: 'wild', data_type: 'varchar' },
  ]);
});

test.each([
  [
    'sources:\n  - name: a\n    tables:\n      - name: q\n        columns: &c [{name: id}]\n      - name: parts\n        columns: *c\n',
    'an alias',
  ],
  ['x: &t [{name: parts}]\nsources:\n  - name: a\n    tables: *t\n', 'an alias'],
  [
    'x: &d {columns: [{name: id}]}\nsources:\n  - name: a\n    tables:\n      - name: parts\n        <<: *d\n',
    'a merge',
  ],
  ['x: &id {name: id}\nsources:\n  - name: a\n    tables:\n      - name: parts\n        columns: [*id]\n', 'an alias'],
])('what belongs to several places is left alone: %j', (text, problem) => {
  const { text: pulled, tables } = pull(text);
  expect(pulled).toBe(text);
  expect(tables[0]?.problem).toContain(problem);
});

test('tables are declared in a source that is there, or in a file of their own', () => {
  const tables = [{ name: 'bolts', comment: 'M8', columns: CATALOG.slice(0, 1) }];
  const text = 'sources:\n  - name: erp\n    tables:\n      - name: parts # all\n\nmodels: []\n';
  expect(declareTables(text, { name: 'erp', schema: 'erp' }, tables)).toBe(
    'sources:\n  - name: erp\n    tables:\n      - name: parts # all\n      - name: bolts\n        description: M8\n        columns:\n          - name: id\n            data_type: bigint\n\nmodels: []\n',
  );
  expect(declareTables(text, { name: 'crm', schema: 'crm' }, tables)).toBeUndefined();
  expect(declareTables(text, { name: 'erp', schema: 'raw' }, tables)).toBeUndefined();
  expect(newSourceFile({ name: 'erp', schema: 'raw_erp' }, tables)).toBe(
    'sources:\n  - name: erp\n    schema: raw_erp\n    tables:\n      - name: bolts\n        description: M8\n        columns:\n          - name: id\n            data_type: bigint\n',
  );
});
