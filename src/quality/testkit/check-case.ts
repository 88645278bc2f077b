import { expect } from 'vitest';
import type { Column } from '../../engines/engine.ts';
import type { JsonValue } from '../../project/project.ts';
import type { CheckArguments, RelationArgument } from '../checks/check.ts';
import { findCheck } from '../checks/index.ts';
import { batchTests, readBatch } from '../test-batch.ts';
import { testQuery } from '../test-query.ts';
import { fixtureQuery } from '../unit-tests/fixture-query.ts';
import type { Engine } from './engine.ts';
import { testConfig, testNode } from './test-node.ts';

export const NOW = '2026-01-31 12:00:00.000000';

/** Rows by column, `id integer` first; a row is its values in the order of the columns. */
export interface GivenRows {
  /** `name type`, separated by semicolons. */
  readonly columns: string;
  readonly rows: readonly (readonly JsonValue[])[];
}

export interface CheckCase {
  readonly check: string;
  readonly column?: string;
  readonly arguments?: Readonly<Record<string, JsonValue | GivenRows>>;
  readonly given: GivenRows;
  readonly where?: string;
  /** The number of failures that the test counts. */
  readonly failures: number;
  /** Values of the first column of the rows that the rule blames; left out for checks that blame none. */
  readonly broken?: readonly JsonValue[];
}

/** Runs a check on the engine in every way in which it can be asked, and compares. */
export async function checkCase(engine: Engine, given: CheckCase): Promise<void> {
  const check = findCheck(given.check);
  expect(check, given.check).toBeDefined();
  if (!check) return;
  const { relation, columns = [] } = asRelation(given.given);
  const args = Object.fromEntries(
    Object.entries(given.arguments ?? {}).map(([name, value]) => [
      name,
      isGivenRows(value) ? asRelation(value) : value,
    ]),
  ) as CheckArguments;
  const test = { name: given.check, ...(given.column !== undefined && { columnName: given.column }) };
  const node = testNode(test, { config: testConfig(given.where === undefined ? {} : { where: given.where }) });
  const context = { relation, arguments: args, columns, now: NOW };

  const [summary] = await engine.rows(testQuery(node, context));
  expect(Number(summary?.[0]), 'failures').toBe(given.failures);
  expect(summary?.slice(1), 'should_warn, should_error').toEqual([given.failures !== 0, given.failures !== 0]);
  await checkBatch(engine, node, context, given.failures);
  expect(check.broken !== undefined, 'blames rows').toBe(given.broken !== undefined);
  if (!check.broken) return;
  const filter = given.where === undefined ? {} : { filter: given.where };
  const broken = check.broken({ ...context, ...test, ...filter, alias: 'staged' });
  const first = columns[0]?.name ?? '';
  const verdicts = await engine.rows(
    `SELECT staged."${first}", ${broken} AS "broken" FROM ${relation} AS staged ORDER BY 1`,
  );
  expect(
    verdicts.filter(([, verdict]) => verdict === null),
    'a verdict is never NULL',
  ).toEqual([]);
  expect(
    verdicts.filter(([, verdict]) => verdict).map(([id]) => id),
    'broken',
  ).toEqual(given.broken);
}

async function checkBatch(
  engine: Engine,
  node: ReturnType<typeof testNode>,
  context: Parameters<typeof testQuery>[1],
  failures: number,
): Promise<void> {
  const twin = { ...node, uniqueId: `${node.uniqueId}.twin` };
  const { batch } = batchTests(context.relation ?? '', [
    { node, context },
    { node: twin, context },
  ]);
  if (!batch) return;
  const [row = []] = await engine.rows(batch.sql);
  expect(readBatch(batch, row as never), 'in a batch').toEqual({
    [node.uniqueId]: failures,
    [twin.uniqueId]: failures,
  });
}

/** Rows as a relation: a query in parentheses. */
export function asRelation({ columns, rows }: GivenRows): RelationArgument {
  const typed = columnsOf(columns);
  const objects = rows.map((row) => Object.fromEntries(typed.map(({ name }, index) => [name, row[index] ?? null])));
  const { value, diagnostics } = fixtureQuery(objects, typed);
  expect(diagnostics).toEqual([]);
  return { relation: `(${value})`, columns: typed };
}

export function columnsOf(text: string): readonly Column[] {
  return text.split(';').map((part) => {
    const [name = '', ...type] = part.trim().split(' ');
    return { name, type: type.join(' ') };
  });
}

function isGivenRows(value: unknown): value is GivenRows {
  return typeof value === 'object' && value !== null && 'rows' in value;
}
