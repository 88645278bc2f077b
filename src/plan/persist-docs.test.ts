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
const MERGE = { kind: 'merge', id: 'publish', relation } as Step;
const CREATE = { kind: 'create-table', id: 'publish', relation, replace: true } as Step;
const STAGE = {
  kind: 'create-table-as',
  id: 'stage',
  relation: { ...relation, identifier: 'orders__lm_stage' },
} as Step;
const DOCS = { id: 'The key.', name: '', gone: 'No such column.' };

interface Case {
  readonly persist?: Partial<NodeConfig['persist_docs']>;
  readonly materialized?: NodeConfig['materialized'];
  readonly steps?: readonly Step[];
  readonly comments?: Comments;
  readonly dialect?: DialectName;
  readonly docs?: Readonly<Record<string, string>>;
}

/** What is written, as `relation: …` and `column: …`. */
function checkDocs(given: Case, expected: readonly string[]): void {
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
  const steps = persistDocs(node, { steps: given.steps ?? [MERGE], columns: COLUMNS }, existing, dialect);
  const written = steps.flatMap((step) =>
    step.kind === 'comment'
      ? [
          ...(step.description === undefined ? [] : [`${step.relationKind}: ${step.description}`]),
          ...step.columns.map(({ name, description }) => `${name}: ${description}`),
        ]
      : [],
  );
  expect(written).toEqual(expected);
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
  checkDocs({ comments, steps: [{ kind: 'create-view', id: 'publish', relation } as Step], materialized: 'view' }, [
    'view: All orders.',
    'Id: The key.',
  ]);
  // A stage beside the table does not make the table anew.
  checkDocs({ comments, steps: [STAGE, MERGE] }, []);
});

test('Athena: cut to what its catalog takes; the description of a table each time, as a commit may take it away', () => {
  const comments = { relation: 'All orders.', columns: { id: 'The key.' } };
  checkDocs({ dialect: 'athena' }, ALL);
  checkDocs({ dialect: 'athena', comments }, ['table: All orders.']);
  checkDocs({ dialect: 'athena', steps: [CREATE], comments, persist: { columns: true } }, []);
  checkDocs({ dialect: 'athena', materialized: 'view', comments }, []);
  checkDocs({ dialect: 'athena', materialized: 'view' }, []);
  const cut = (text: string, expected: string) =>
    checkDocs({ dialect: 'athena', persist: { columns: true }, docs: { id: text } }, [`Id: ${expected}`]);
  cut('x'.repeat(255), 'x'.repeat(255));
  cut('x'.repeat(256), `${'x'.repeat(252)}…`);
  cut('😀'.repeat(300), `${'😀'.repeat(63)}…`);
  cut('one\n  line ', 'one line');
});
