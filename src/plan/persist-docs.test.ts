import { expect, test } from 'vitest';
import type { Comments, DialectName } from '../engines/engine.ts';
import type { NodeConfig } from '../project/project.ts';
import { persistDocs, type DescribedNode } from './persist-docs.ts';
import type { Step } from './plan.ts';

const relation = { schema: 'gold', identifier: 'orders' };
const COLUMNS = [
  { name: 'Id', type: 'bigint' },
  { name: 'name', type: 'varchar' },
  { name: 'etl_run_id', type: 'varchar' },
];
const MERGE = { kind: 'merge', id: 'publish' } as Step;
const CREATE = { kind: 'create-table', id: 'publish', replace: true } as Step;
const DOCS = { id: 'The key.', name: '', gone: 'No such column.' };

interface Case {
  readonly persist?: Partial<NodeConfig['persist_docs']>;
  readonly materialized?: NodeConfig['materialized'];
  readonly steps?: readonly Step[];
  readonly comments?: Comments;
  readonly dialect?: DialectName;
  readonly docs?: Readonly<Record<string, string>>;
}

/** What is written, as `relation: …` and `column: …`, and the notes. */
function checkDocs(given: Case, expected: readonly string[], notes: readonly string[] = []): void {
  const { persist = { relation: true, columns: true }, docs = DOCS, dialect = 'duckdb', comments } = given;
  const column = (name: string, description: string) => ({
    name,
    description,
    tags: [],
    meta: {},
    quote: false,
    constraints: [],
    span: { file: 'models/gold.yml', start: 0, end: 1 },
  });
  const node: DescribedNode = {
    relation,
    description: 'All orders.',
    columns: Object.fromEntries(Object.entries(docs).map(([name, text]) => [name, column(name, text)])),
    config: {
      materialized: given.materialized ?? 'incremental',
      persist_docs: { relation: false, columns: false, ...persist },
    },
  };
  const existing = { relation, kind: 'table' as const, columns: COLUMNS, uuid: 'u', ...(comments && { comments }) };
  const { steps, notes: found } = persistDocs(
    node,
    { steps: given.steps ?? [MERGE], columns: COLUMNS },
    existing,
    dialect,
  );
  const written = steps.flatMap((step) =>
    step.kind === 'comment'
      ? [
          ...(step.description === undefined ? [] : [`${step.relationKind}: ${step.description}`]),
          ...step.columns.map(({ name, description }) => `${name}: ${description}`),
        ]
      : [],
  );
  expect(written).toEqual(expected);
  expect(found).toEqual(notes);
}

const ALL = ['table: All orders.', 'Id: The key.'];

test('descriptions of what is there are written, where they are asked for', () => {
  checkDocs({}, ALL);
  checkDocs({ persist: { relation: true } }, ['table: All orders.']);
  checkDocs({ persist: { columns: true } }, ['Id: The key.']);
  checkDocs({ persist: {} }, []);
  checkDocs({ docs: { Id: '  ', etl_run_id: 'The run.' } }, ['table: All orders.', 'etl_run_id: The run.']);
});

test('what the warehouse has is not written again, unless the relation is made anew', () => {
  const comments = { relation: 'All orders.', columns: { id: 'The key.' } };
  checkDocs({ comments }, []);
  checkDocs({ comments: { ...comments, columns: { id: 'An older text.' } } }, ['Id: The key.']);
  checkDocs({ comments, steps: [CREATE] }, ALL);
  checkDocs({ comments, steps: [{ kind: 'create-view', id: 'publish' } as Step], materialized: 'view' }, [
    'view: All orders.',
    'Id: The key.',
  ]);
  // A stage beside the table does not make the table anew.
  checkDocs({ comments, steps: [{ kind: 'create-table-as', id: 'stage' } as Step, MERGE] }, []);
});

test('Athena takes comments on columns of tables, of 255 signs', () => {
  const left = (what: string) =>
    `persist_docs: ${what} cannot be written by Athena's SQL and stays in the project alone`;
  checkDocs({ dialect: 'athena' }, ['Id: The key.'], [left('the description')]);
  checkDocs(
    { dialect: 'athena', steps: [CREATE], comments: { columns: { id: 'The key.' } }, persist: { columns: true } },
    [],
  );
  checkDocs({ dialect: 'athena', persist: { columns: true }, docs: { id: '😀'.repeat(300) } }, [
    `Id: ${'😀'.repeat(254)}…`,
  ]);
  checkDocs({ dialect: 'athena', materialized: 'view', persist: { columns: true } }, [], [left("what describes the view's columns")]); // prettier-ignore
});
