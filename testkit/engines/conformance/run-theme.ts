import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { DialectName } from '../../../src/engines/engine.ts';
import type { RunReport } from '../../../src/lakemodel.ts';
import { problems } from '../../e2e/harness.ts';
import { differences } from '../same-rows.ts';
import { isAudit, type Case, type ExpectedResult, type ExpectedTable, type Step, type Theme } from './cases.ts';
import { codesOf } from './codes.ts';
import { ENGINE_NAMES, openEngine, type EngineUnderTest } from './engines.ts';

/** Narrows a run by hand: `CONFORMANCE_ENGINES=duckdb,trino`. */
const WANTED = process.env['CONFORMANCE_ENGINES']?.split(',') ?? ENGINE_NAMES;

/** Declares the tests of a theme: on every engine, one for each case. */
export function testTheme(theme: Theme): void {
  for (const name of ENGINE_NAMES.filter((each) => WANTED.includes(each))) {
    describe(`${theme.name} on ${name}`, () => {
      const findings = new Map<string, string[]>();
      const cases = theme.cases.filter(({ unsupported }) => unsupported?.[name] === undefined);
      beforeAll(async () => runCases(name, { ...theme, cases }, findings), 600_000);
      test.each(cases.map((each) => each.name))('%s', (each) => expect(findings.get(each) ?? []).toEqual([]));
      testUnsupported(name, theme);
    });
  }
}

function testUnsupported(name: DialectName, { files = {}, cases }: Theme): void {
  for (const each of cases) {
    const code = each.unsupported?.[name];
    if (code === undefined) continue;
    test(`${each.name}: ${code}`, async () => {
      const engine = await openEngine(name);
      onTestFinished(() => engine.remove());
      engine.project.write(files);
      expect(await firstRefusal(engine, each)).toEqual([code]);
    });
  }
}

/** The codes by which a case's first step is refused that does not succeed. */
async function firstRefusal(engine: EngineUnderTest, { steps }: Case): Promise<readonly string[]> {
  for (const step of steps) {
    engine.project.write(step.files ?? {});
    const report = await perform(engine, [step]);
    if (report.exitCode !== 0) return codesOf(report);
  }
  return [];
}

async function runCases(name: DialectName, { files = {}, cases }: Theme, findings: Map<string, string[]>) {
  const engine = await openEngine(name);
  afterAll(() => engine.remove());
  engine.project.write(files);
  const count = Math.max(...cases.map(({ steps }) => steps.length));
  for (let number = 0; number < count; number++) {
    const begun = cases.flatMap((each) => each.steps.slice(number, number + 1).map((step) => ({ each, step })));
    for (const { step } of begun) engine.project.write(step.files ?? {});
    const report = await perform(
      engine,
      begun.map(({ step }) => step),
    );
    await Promise.all(
      begun.map(async ({ each, step }) => {
        const found = await judge(engine, each, step, report);
        const texts = found.map((text) => `step ${number + 1}: ${text}`);
        findings.set(each.name, [...(findings.get(each.name) ?? []), ...texts]);
      }),
    );
  }
}

/** Runs the one command of the steps, which are alike in it. */
async function perform({ project, options, plainName }: EngineUnderTest, steps: readonly Step[]): Promise<RunReport> {
  const [first] = steps;
  const wanted = steps.map(({ command, options: more, quarantine }) => JSON.stringify({ command, more, quarantine }));
  if (!first || new Set(wanted).size > 1)
    throw new Error(`The steps of a theme run different commands: ${wanted.join()}`);
  if (first.quarantine) {
    const report = await project.quarantine(first.quarantine.action, first.quarantine.options);
    return { results: [], ...report } as unknown as RunReport;
  }
  const report = await project.command(first.command ?? 'build', { ...options, ...first.options });
  return { ...report, results: report.results.map((result) => ({ ...result, name: plainName(result.name) })) };
}

async function judge(engine: EngineUnderTest, each: Case, step: Step, report: RunReport): Promise<readonly string[]> {
  if (step.refused) {
    const found = codesOf(report);
    return found.join() === step.refused.join() ? [] : [`refused by ${found.join()}`, ...problems(report)];
  }
  const found = [...failures(each, step, report)];
  for (const [table, expected] of Object.entries(step.tables ?? {})) {
    found.push(...(await compare(engine, table, expected)).map((text) => `${table}: ${text}`));
  }
  for (const [table, expected] of Object.entries(step.comments ?? {})) {
    const comments = (await engine.describe(table))?.comments;
    const actual = JSON.stringify(comments);
    if (actual !== JSON.stringify(expected)) found.push(`${table}: comments ${actual}`);
  }
  return found;
}

/** What refused the run, and nodes of the case that ended otherwise than it says. */
function failures(each: Case, step: Step, report: RunReport): readonly string[] {
  const refusals = report.diagnostics.filter(({ severity }) => severity === 'error');
  const found = problems({ diagnostics: refusals });
  for (const [name, expected] of Object.entries(step.results ?? {})) {
    const result = report.results.find((candidate) => candidate.name === name);
    if (!result) found.push(`${name}: no result`);
    else {
      const actual = { ...result, codes: result.diagnostics.map(({ code }) => code).sort() };
      const keys = Object.keys(expected) as (keyof ExpectedResult)[];
      for (const key of keys)
        if (JSON.stringify(actual[key]) !== JSON.stringify(expected[key]))
          found.push(`${name}: ${key} is ${JSON.stringify(actual[key])} instead of ${JSON.stringify(expected[key])}`);
      if (expected.status === undefined && result.status === 'error')
        found.push(`${name}: ${problems({ diagnostics: result.diagnostics }).join('; ')}`);
    }
  }
  const own = ownNodes(each);
  for (const result of report.results) {
    const isOwn = own.some((node) => result.name.includes(node));
    if (isOwn && !step.results?.[result.name] && ['error', 'fail', 'skipped'].includes(result.status))
      found.push(`${result.name}: ${result.status} ${problems({ diagnostics: result.diagnostics }).join('; ')}`);
  }
  return found;
}

/** Names of the files that a case brings. */
function ownNodes({ steps }: Case): readonly string[] {
  const paths = steps.flatMap(({ files = {} }) => Object.keys(files));
  return paths.flatMap((path) => /([^/]+)\.(?:sql|csv)$/.exec(path)?.[1] ?? []);
}

async function compare(
  engine: EngineUnderTest,
  table: string,
  expected: ExpectedTable | null,
): Promise<readonly string[]> {
  if (expected === null) return (await engine.describe(table)) ? ['is there'] : [];
  try {
    const actual = await engine.read(table);
    const kept = actual.columns.flatMap((column, at) => (isAudit(column) && !(column in expected.columns) ? [] : [at]));
    const only = <T>(list: readonly T[]): readonly T[] => kept.map((at) => list[at] as T);
    const columns = Object.keys(expected.columns);
    const types = only(actual.types).join('; ');
    const wanted = Object.values(expected.columns).join('; ');
    return [
      ...differences({ columns, rows: expected.rows }, { columns: only(actual.columns), rows: actual.rows.map(only) }),
      ...(types === wanted ? [] : [`types ${types} instead of ${wanted}`]),
    ];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
