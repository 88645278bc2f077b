import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diagnose } from '../diagnostics/index.ts';
import { retriedIds, type NodeResult, type ResultStatus } from './node-result.ts';
import { readRunResults } from './read-run-results.ts';
import { startResults } from './run-results.ts';
import { dbtSchema } from './testkit/dbt-schema.ts';

const here = {} as { folder: string };
beforeEach(() => {
  here.folder = mkdtempSync(join(tmpdir(), 'results-'));
});
afterEach(() => rmSync(here.folder, { recursive: true, force: true }));

const isDbts = dbtSchema('run-results-v6');

function result(name: string, status: ResultStatus = 'success', more: Partial<NodeResult> = {}): NodeResult {
  return {
    uniqueId: `model.shop.${name}`,
    status,
    timing: [{ name: 'execute', startedAt: '2026-01-01T10:00:01.000Z', completedAt: '2026-01-01T10:00:02.000Z' }],
    executionTimeSeconds: 1,
    threadId: 'Thread-1',
    adapterResponse: { rows_affected: 3 },
    ...more,
  };
}

function header(
  invocationId: string,
  startedAt: string,
  planned: readonly string[] = [],
  secrets: readonly string[] = [],
) {
  return { invocation: { invocationId, startedAt }, args: { which: 'build', select: ['gold'] }, planned, secrets };
}

const artifact = () => JSON.parse(readFileSync(join(here.folder, 'run_results.json'), 'utf8'));
const idsAndStatuses = async () =>
  (await readRunResults(here.folder)).value?.results.map(({ uniqueId, status }) => [uniqueId.split('.').pop(), status]);

describe('run_results.json', () => {
  test("is valid under dbt's schema, which allows no further field", async () => {
    const journal = await startResults(here.folder, header('i1', '2026-01-01T10:00:00.000Z'));
    const problem = diagnose('state-corrupted', { file: 'x' });
    const statuses: ResultStatus[] = [
      'success',
      'error',
      'skipped',
      'partial success',
      'no-op',
      'pass',
      'fail',
      'warn',
    ];
    for (const status of statuses) journal.add(result(status, status));
    const figures = { rows_affected: 3, bytes_scanned: 12, statements: 2 };
    journal.add(
      result('full', 'error', {
        message: 'No.',
        failures: 4,
        adapterResponse: figures,
        compiledCode: 'select 1',
        relationName: '"a"."b"',
        diagnostics: [problem],
      }),
    );
    await journal.finish('2026-01-01T10:01:00.000Z', 60.5);
    expect(isDbts(artifact()), JSON.stringify(isDbts.errors)).toBe(true);
    expect(artifact().results.at(-1)).toMatchObject({
      unique_id: 'model.shop.full',
      failures: 4,
      compiled: true,
      compiled_code: 'select 1',
      adapter_response: { bytes_scanned: 12, diagnostics: [{ code: 'state-corrupted', severity: 'error' }] },
    });
    expect(artifact()).toMatchObject({
      elapsed_time: 60.5,
      args: { which: 'build' },
      metadata: { invocation_id: 'i1' },
    });
  });

  test('has no secret, nor has the journal', async () => {
    const secrets = ['sesame', 'open sesame', 'abc'];
    const journal = await startResults(here.folder, {
      ...header('i1', '2026-01-01T10:00:00Z', [], secrets),
      args: { which: 'sesame' },
    });
    journal.add(result('a', 'error', { message: 'password open sesame! abc', compiledCode: "select 'sesame'" }));
    await journal.finish('2026-01-01T10:01:00Z', 1);
    for (const file of ['run_results.json', 'run_results.jsonl']) {
      const text = readFileSync(join(here.folder, file), 'utf8');
      expect(text).not.toContain('sesame');
      expect(text).toContain('password *****! abc');
    }
  });

  test('is read back, with what retry runs again', async () => {
    const journal = await startResults(here.folder, header('i1', '2026-01-01T10:00:00Z'));
    (['success', 'error', 'skipped', 'warn', 'fail', 'partial success'] as const).forEach((status) =>
      journal.add(result(status, status)),
    );
    await journal.finish('2026-01-01T10:01:00Z', 1);
    const { value, diagnostics } = await readRunResults(here.folder);
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({ invocationId: 'i1', complete: true, args: { select: ['gold'] } });
    expect(value?.results[0]).toEqual({
      uniqueId: 'model.shop.success',
      status: 'success',
      executionTimeSeconds: 1,
      adapterResponse: { rows_affected: 3 },
    });
    expect(retriedIds(value?.results ?? [])).toEqual(
      ['error', 'skipped', 'fail', 'partial success'].map((name) => `model.shop.${name}`),
    );
  });
});

describe('a run that was killed', () => {
  const planned = ['model.shop.a', 'model.shop.b', 'model.shop.c'];

  test('is read from its journal; what it had not finished is skipped', async () => {
    const journal = await startResults(here.folder, header('i1', '2026-01-01T10:00:00Z', planned));
    journal.add(result('a'));
    journal.add(result('b', 'error'));
    expect(await idsAndStatuses()).toEqual([
      ['a', 'success'],
      ['b', 'error'],
      ['c', 'skipped'],
    ]);
    expect((await readRunResults(here.folder)).value).toMatchObject({ complete: false, args: { which: 'build' } });
  });

  test('in the middle of a line loses that line alone', async () => {
    const journal = await startResults(here.folder, header('i1', '2026-01-01T10:00:00Z', planned));
    journal.add(result('a'));
    const file = join(here.folder, 'run_results.jsonl');
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"unique_id":"model.shop.b","status":"succ`);
    expect(await idsAndStatuses()).toEqual([
      ['a', 'success'],
      ['b', 'skipped'],
      ['c', 'skipped'],
    ]);
  });

  test('after a complete one counts, before one does not', async () => {
    const first = await startResults(here.folder, header('i1', '2026-01-01T10:00:00Z'));
    first.add(result('a', 'fail'));
    await first.finish('2026-01-01T10:01:00Z', 60);
    expect(await idsAndStatuses()).toEqual([['a', 'fail']]);
    const second = await startResults(here.folder, header('i2', '2026-01-01T11:00:00Z', ['model.shop.z']));
    expect(await idsAndStatuses()).toEqual([['z', 'skipped']]);
    second.add(result('z'));
    await second.finish('2026-01-01T11:01:00Z', 60);
    expect(await idsAndStatuses()).toEqual([['z', 'success']]);
    expect((await readRunResults(here.folder)).value?.complete).toBe(true);
  });

  test('does not spoil the journal of a run beside it', async () => {
    const first = await startResults(here.folder, header('i1', '2026-01-01T10:00:00Z', ['model.shop.a']));
    const second = await startResults(here.folder, header('i2', '2026-01-01T10:00:01Z', ['model.shop.b']));
    first.add(result('a'));
    second.add(result('b'));
    expect(await idsAndStatuses()).toEqual([['b', 'success']]);
  });
});

describe('a folder', () => {
  test('without results has none', async () => {
    expect(await readRunResults(join(here.folder, 'nowhere'))).toEqual({ value: undefined, diagnostics: [] });
  });

  test.each(['', 'no json', '[]', '{"results": 3}', '{"results": [{"unique_id": 1}]}', '{"results": [null]}'])(
    'with %j is told',
    async (text) => {
      writeFileSync(join(here.folder, 'run_results.json'), text);
      const { value, diagnostics } = await readRunResults(here.folder);
      expect(value).toBeUndefined();
      expect(diagnostics.map(({ code }) => code)).toEqual(['results-unreadable']);
    },
  );

  test("with dbt's own results is read", async () => {
    const dbt = {
      metadata: { generated_at: '2026-01-01T00:00:00Z' },
      results: [{ unique_id: 'model.x.y', status: 'runtime error' }],
      elapsed_time: 1,
    };
    writeFileSync(join(here.folder, 'run_results.json'), JSON.stringify(dbt));
    expect(retriedIds((await readRunResults(here.folder)).value?.results ?? [])).toEqual(['model.x.y']);
  });

  test('is made where it is not there', async () => {
    const journal = await startResults(join(here.folder, 'new', 'target'), header('i1', '2026-01-01T10:00:00Z'));
    await journal.finish('2026-01-01T10:01:00Z', 1);
    expect(existsSync(join(here.folder, 'new', 'target', 'run_results.json'))).toBe(true);
  });
});
