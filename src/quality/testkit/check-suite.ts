import { afterAll, beforeAll, describe, test } from 'vitest';
import type { JsonValue } from '../../project/project.ts';
import { checkCase, type CheckCase, type GivenRows } from './check-case.ts';
import { openEngine, type Engine } from './engine.ts';

export interface SuiteCase {
  /** What the case shows. */
  readonly case: string;
  readonly rows: readonly (readonly JsonValue[])[];
  readonly columns?: string;
  readonly arguments?: CheckCase['arguments'];
  readonly where?: string;
  readonly failures: number;
  readonly broken?: readonly JsonValue[];
}

export interface Suite {
  readonly check: string;
  readonly column?: string;
  readonly columns: string;
  readonly arguments?: Readonly<Record<string, JsonValue | GivenRows>>;
  readonly cases: readonly SuiteCase[];
}

/** Runs the cases of several checks on one embedded engine. */
export function checkSuites(suites: readonly Suite[]): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine();
  });
  afterAll(() => engine.close());
  for (const { check, cases, column, ...suite } of suites) {
    describe(check, () => {
      test.each(cases.map((given) => [given.case, given] as const))('%s', (_, given) =>
        checkCase(engine, {
          check,
          ...(column !== undefined && { column }),
          given: { columns: given.columns ?? suite.columns, rows: given.rows },
          arguments: { ...suite.arguments, ...given.arguments },
          ...(given.where !== undefined && { where: given.where }),
          failures: given.failures,
          ...(given.broken && { broken: given.broken }),
        }),
      );
    });
  }
}
