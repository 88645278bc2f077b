import { invariant } from '../diagnostics/index.ts';
import type { Value } from '../engines/engine.ts';
import type { TestNode } from '../project/project.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import type { Tally } from './checks/check.ts';
import { findCheck } from './checks/index.ts';
import { checkContext, isDefaultFailCalc, type TestContext } from './test-query.ts';

/** A test that one scan may answer together with others on the same relation. */
export interface BatchCandidate {
  readonly node: TestNode;
  readonly context: TestContext;
}

/** Several tests on one relation in one query; its row has their failures in the order of `tests`. */
export interface TestBatch {
  readonly relation: string;
  /** Unique ids. */
  readonly tests: readonly string[];
  readonly sql: string;
  /** Name of the result column for each test. */
  readonly columns: readonly string[];
  /** At most this many failures are counted for the test, by its `limit`. */
  readonly limits: readonly (number | null)[];
}

export interface BatchedTests {
  readonly batch?: TestBatch;
  /** Unique ids of the tests that need a query of their own (`testQuery`). */
  readonly alone: readonly string[];
}

/** More would make a statement that an engine takes long to plan. */
const MAX_TESTS = 50;

/**
 * Puts the tests on one relation that can be answered by one scan into one query; also set rules (by window functions) and plain aggregates.
 * A test keeps its own number of failures and its own `where`: rows that it does not look at are kept apart in its windows.
 *
 *     SELECT count(*) FILTER (WHERE judged.v0) AS f0, …
 *     FROM (SELECT <expression of test 0> AS v0, … FROM <relation> AS tested) AS judged
 */
export function batchTests(relation: string, candidates: readonly BatchCandidate[]): BatchedTests {
  const members = candidates
    .flatMap((candidate) => {
      const tally = tallyOf(candidate);
      return tally ? [{ ...candidate, tally }] : [];
    })
    .slice(0, MAX_TESTS);
  const batched = members.length > 1 ? members : [];
  const ids = new Set(batched.map(({ node }) => node.uniqueId));
  const alone = candidates.map(({ node }) => node.uniqueId).filter((id) => !ids.has(id));
  return batched.length === 0 ? { alone } : { batch: batchOf(relation, batched), alone };
}

/** Failures of each test, by unique id, from the row that a batch's query gave. */
export function readBatch(batch: TestBatch, row: readonly Value[]): Readonly<Record<string, number>> {
  invariant(row.length === batch.tests.length, 'A batch of tests has another number of columns');
  const entries = batch.tests.map((test, index) => {
    const failures = Number(row[index] ?? 0);
    return [test, Math.min(failures, batch.limits[index] ?? failures)] as const;
  });
  return Object.fromEntries(entries);
}

interface Member extends BatchCandidate {
  readonly tally: Tally;
}

function batchOf(relation: string, members: readonly Member[]): TestBatch {
  const values = members.map(({ tally }, index) => `${tally.value} AS ${quoted(`v${index}`)}`);
  const totals = members.map(
    ({ tally }, index) => `${tally.total(`judged.${quoted(`v${index}`)}`)} AS ${quoted(`f${index}`)}`,
  );
  return {
    relation,
    tests: members.map(({ node }) => node.uniqueId),
    sql: `SELECT ${totals.join(',\n  ')}\nFROM (SELECT ${values.join(',\n  ')}\nFROM ${relation} AS tested) AS judged`,
    columns: members.map((_, index) => `f${index}`),
    limits: members.map(({ node }) => node.config.limit ?? null),
  };
}

function tallyOf({ node, context }: BatchCandidate): Tally | undefined {
  if (node.test.kind !== 'generic' || context.sql !== undefined) return undefined;
  const { store_failures, fail_calc, where } = node.config;
  const check = findCheck(node.test.name);
  if (!check?.tally || check.failCalc !== undefined || store_failures || !isDefaultFailCalc(fail_calc))
    return undefined;
  return check.tally(checkContext(node, context, where));
}

function quoted(name: string): string {
  return quoteIdentifier(name, 'athena');
}
