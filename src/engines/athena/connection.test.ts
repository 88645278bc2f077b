import { expect, test } from 'vitest';
import { awsError } from '../aws/testkit/fake-clients.ts';
import { StatementError, type StatementResult } from '../engine.ts';
import { FakeAthena } from './testkit/fake-athena.ts';

const COMMIT_ERROR = { state: 'FAILED', reason: 'ICEBERG_COMMIT_ERROR: Failed to commit Iceberg update to table: gold.t' } as const; // prettier-ignore
const THROTTLE = awsError('TooManyRequestsException', 'Rate exceeded');

async function failureOf(work: Promise<unknown>): Promise<StatementError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StatementError)) throw new Error(`Not refused by a StatementError: ${String(error)}`);
  return error;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return (await failureOf(work)).diagnostic.code;
}

test('a query is sent with catalog, work group, place of results and comment', async () => {
  const athena = new FakeAthena();
  const connection = await athena.open({ s3_staging_dir: 's3://mine/', work_group: 'etl', encryption: { type: 'SSE_KMS', kms_key: 'k' }, expected_bucket_owner: '123456789012' }); // prettier-ignore
  await connection.execute('MERGE INTO t USING s ON a = b', { comment: '{"node":"model.a.b"}\nx' });
  expect(athena.started).toMatchObject([
    {
      QueryString: '-- lakemodel {"node":"model.a.b"} x\nMERGE INTO t USING s ON a = b',
      QueryExecutionContext: { Catalog: 'AwsDataCatalog' },
      WorkGroup: 'etl',
      ResultConfiguration: {
        OutputLocation: 's3://mine/',
        EncryptionConfiguration: { EncryptionOption: 'SSE_KMS', KmsKey: 'k' },
        ExpectedBucketOwner: '123456789012',
      },
    },
  ]);
  expect(athena.started[0]!.ClientRequestToken!.length).toBeGreaterThanOrEqual(32);
});

test('a statement may have its own work group, each of which is asked for once', async () => {
  const athena = new FakeAthena();
  const connection = await athena.open();
  await Promise.all([1, 2, 3].map((n) => connection.execute(`SELECT ${n}`, { workGroup: 'other' })));
  expect(new Set(athena.started.map(({ WorkGroup }) => WorkGroup))).toEqual(new Set(['other']));
  expect(athena.groupAsked).toBe(2);
});

test('what was written and read, and the id before the end', async () => {
  const athena = new FakeAthena(() => ({ written: 12, bytes: 3456, takes: 5000 }));
  const connection = await athena.open();
  let toldAt: number | undefined;
  const result = await connection.execute('INSERT INTO t SELECT 1', {
    onQueryId: () => {
      toldAt = athena.clock.now();
    },
  });
  expect(result).toMatchObject({ rowsAffected: 12, bytesScanned: 3456, queryId: 'q1', rows: [] });
  expect(result.durationMs).toBeGreaterThanOrEqual(5000);
  expect(toldAt).toBe(0);
});

test('a query whose id could not be kept is stopped', async () => {
  const athena = new FakeAthena();
  const connection = await athena.open();
  const work = connection.execute('SELECT 1', { onQueryId: () => Promise.reject(new Error('no disk')) });
  await expect(work).rejects.toThrow('no disk');
  expect(athena.stopped).toEqual(['q1']);
});

test('a start whose answer was lost is the same query when it is repeated', async () => {
  const athena = new FakeAthena();
  athena.startErrors.push(new Error('lost'));
  const connection = await athena.open();
  const { queryId } = await connection.execute('INSERT INTO t SELECT 1');
  expect(queryId).toBe('q1');
  const [first, second] = athena.started.map(({ ClientRequestToken }) => ClientRequestToken);
  expect(athena.started).toHaveLength(2);
  expect(first).toBe(second);
});

test('a token that is given makes two calls one query', async () => {
  const athena = new FakeAthena();
  const connection = await athena.open();
  const token = 'x'.repeat(40);
  const ids = [await connection.execute('SELECT 1', { token }), await connection.execute('SELECT 1', { token })];
  expect(ids.map(({ queryId }) => queryId)).toEqual(['q1', 'q1']);
});

test('after a commit conflict the statement is sent again as another query', async () => {
  const athena = new FakeAthena((_, number) => (number < 3 ? COMMIT_ERROR : { written: 1, bytes: 10 }));
  const connection = await athena.open();
  const token = 't'.repeat(128);
  const result = await connection.execute('MERGE INTO t', { token });
  expect(result).toMatchObject({ queryId: 'q3', bytesScanned: 10 });
  const tokens = athena.started.map(({ ClientRequestToken }) => ClientRequestToken ?? '');
  expect(new Set(tokens).size).toBe(3);
  expect(tokens.every(({ length }) => length === 128)).toBe(true);
  // Who takes it up again meets the same three queries, and writes nothing a second time.
  expect((await connection.execute('MERGE INTO t', { token })).queryId).toBe('q3');
});

test('commit conflicts end in an error after num_iceberg_retries', async () => {
  const athena = new FakeAthena(() => COMMIT_ERROR);
  const connection = await athena.open({ num_iceberg_retries: 2 });
  const error = await failureOf(connection.execute('MERGE INTO t'));
  expect(error).toMatchObject({ retryable: true, diagnostic: { code: 'engine-conflict' } });
  expect(athena.started).toHaveLength(3);
});

test('a commit of which nothing is known is not repeated', async () => {
  const reason = 'ICEBERG_COMMIT_ERROR: Failed to commit: Cannot determine whether the commit was successful or not, the underlying data files may or may not be needed.'; // prettier-ignore
  const athena = new FakeAthena(() => ({ state: 'FAILED', reason }));
  const connection = await athena.open();
  const error = await failureOf(connection.execute('INSERT INTO t SELECT 1'));
  expect(error).toMatchObject({ retryable: false, diagnostic: { code: 'athena-commit-unknown' } });
  expect(athena.started).toHaveLength(1);
});

test("Athena's own faults are repeated for queries, and left to the run for writes", async () => {
  const fault = { state: 'FAILED', reason: 'GENERIC_INTERNAL_ERROR: no nodes', error: { Retryable: true, ErrorCategory: 1 } } as const; // prettier-ignore
  const athena = new FakeAthena((text, number) => (text.startsWith('SELECT') && number > 1 ? {} : fault));
  const connection = await athena.open();
  await connection.execute('SELECT 1');
  expect(athena.started).toHaveLength(2);
  expect(await failureOf(connection.execute('INSERT INTO t SELECT 1'))).toMatchObject({ retryable: true });
  expect(athena.started).toHaveLength(3);
});

test('errors of the text are not repeated', async () => {
  const athena = new FakeAthena(() => ({ state: 'FAILED', reason: 'TYPE_MISMATCH: line 1:8: no', error: { Retryable: false, ErrorCategory: 2 } })); // prettier-ignore
  const connection = await athena.open();
  expect(await failureOf(connection.execute('SELECT a'))).toMatchObject({ retryable: false, diagnostic: { code: 'engine-statement-refused', place: { line: 1, column: 8 } } }); // prettier-ignore
  expect(athena.started).toHaveLength(1);
});

test('throttled and failing looks fail no query', async () => {
  const athena = new FakeAthena(() => ({ takes: 3000 }));
  athena.lookErrors.push(THROTTLE, THROTTLE, awsError('InternalServerException', 'x', 500), awsError('TimeoutError'));
  const connection = await athena.open();
  await connection.execute('SELECT 1');
  // Each refusal doubles the wait.
  const at = athena.looks.map((look) => look.at);
  expect(at[2]! - at[1]!).toBeGreaterThan(at[1]! - at[0]!);
});

test('looks begin fast, grow rarer, and are asked for together', async () => {
  const athena = new FakeAthena(() => ({ takes: 120_000 }));
  const connection = await athena.open();
  await Promise.all(Array.from({ length: 60 }, (_, n) => connection.execute(`SELECT ${n}`)));
  const first = athena.looks.find(({ ids }) => ids.length > 0);
  expect(first!.at).toBeLessThanOrEqual(200);
  expect(athena.looks.every(({ ids }) => ids.length <= 50)).toBe(true);
  expect(athena.looks.length).toBeLessThan(130);
  const late = athena.looks.filter(({ at }) => at > 80_000 && at < 115_000);
  expect(late.length).toBeLessThanOrEqual(20);
});

test('poll_interval caps the time between looks', async () => {
  const athena = new FakeAthena(() => ({ takes: 10_000 }));
  const connection = await athena.open({ poll_interval: 0.5 });
  await connection.execute('SELECT 1');
  const gaps = athena.looks.slice(1).map(({ at }, index) => at - athena.looks[index]!.at);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(600);
});

test('one may look at queries by GetQueryExecution alone', async () => {
  const athena = new FakeAthena();
  athena.lookErrors.push(awsError('AccessDeniedException', 'not authorized to perform: athena:BatchGetQueryExecution'));
  const connection = await athena.open();
  await connection.execute('SELECT 1');
  expect(athena.looks).toHaveLength(1);
});

test('what Athena does not take at once waits, and nothing fails', async () => {
  const athena = new FakeAthena(() => ({ takes: 2000 }));
  athena.quota = 3;
  const connection = await athena.open();
  const results = await Promise.all(Array.from({ length: 40 }, (_, n) => connection.execute(`SELECT ${n}`)));
  expect(results).toHaveLength(40);
  expect(athena.mostAtOnce).toBeLessThanOrEqual(3);
  // All at once, then one refusal now and then, when it tries one more.
  expect(athena.started.length).toBeLessThan(100);
});

test('one who is refused for an hour is told', async () => {
  const athena = new FakeAthena();
  athena.quota = 0;
  const connection = await athena.open();
  expect(await codeOf(connection.execute('SELECT 1'))).toBe('aws-throttled');
  expect(athena.clock.now()).toBeGreaterThan(3_600_000);
});

test('cancelling stops the query and waits for its end', async () => {
  const athena = new FakeAthena(() => ({ takes: 600_000 }));
  const connection = await athena.open();
  const controller = new AbortController();
  const work = connection.execute('SELECT 1', { signal: controller.signal, onQueryId: () => void athena.clock.sleep(5000).then(() => controller.abort()) }); // prettier-ignore
  expect(await codeOf(work)).toBe('engine-cancelled');
  expect(athena.stopped).toEqual(['q1']);
  expect(athena.clock.now()).toBeGreaterThanOrEqual(5300);
  expect(athena.clock.now()).toBeLessThan(7000);
});

test('a query that is faster than its cancellation has succeeded', async () => {
  const athena = new FakeAthena(() => ({ takes: 5100, written: 7 }));
  athena.stopDelay = 10_000;
  const connection = await athena.open();
  const controller = new AbortController();
  const work = connection.execute('INSERT INTO t SELECT 1', { signal: controller.signal, onQueryId: () => void athena.clock.sleep(5000).then(() => controller.abort()) }); // prettier-ignore
  expect(await work).toMatchObject({ rowsAffected: 7 });
});

test('cancelled while it waits for a place, nothing is sent', async () => {
  const athena = new FakeAthena(() => ({ takes: 1000 }));
  const connection = await athena.open();
  const gone = AbortSignal.abort();
  expect(await codeOf(connection.execute('SELECT 1', { signal: gone }))).toBe('engine-cancelled');
  expect(athena.started).toEqual([]);
  athena.startErrors.push(THROTTLE);
  const controller = new AbortController();
  const waiting = connection.execute('SELECT 2', { signal: controller.signal });
  void athena.clock.sleep(10).then(() => controller.abort());
  expect(await codeOf(waiting)).toBe('engine-cancelled');
  expect(athena.started).toHaveLength(1);
});

test('one who cancels a query from elsewhere is no success', async () => {
  const athena = new FakeAthena(() => ({ state: 'CANCELLED', reason: 'Query cancelled by user' }));
  expect(await codeOf((await athena.open()).execute('SELECT 1'))).toBe('engine-cancelled');
});

test('results of more than one page, by their types', async () => {
  const columns = [
    { Name: 'id', Type: 'bigint' },
    { Name: 'name', Type: 'varchar', Precision: 2147483647 },
  ];
  const rows = Array.from({ length: 2500 }, (_, n) => [String(n), n % 2 === 0 ? undefined : `n${n}`]);
  const athena = new FakeAthena(() => ({ columns, rows: [['id', 'name'], ...rows] }));
  const result: StatementResult = await (await athena.open()).execute('SELECT id, name FROM t');
  expect(athena.pages).toEqual([1000, 1000, 1000]);
  expect(result.columns).toEqual([{ name: 'id', type: 'bigint' }, { name: 'name', type: 'varchar' }]); // prettier-ignore
  expect(result.rows).toHaveLength(2500);
  expect(result.rows.slice(0, 2)).toEqual([[0, null], [1, 'n1']]); // prettier-ignore
});

test('what SHOW gives has no header, and DDL gives nothing', async () => {
  const shown = { type: 'UTILITY', columns: [{ Name: 'tab_name', Type: 'string' }], rows: [['a'], ['b']] } as const;
  const athena = new FakeAthena((text) => (text.startsWith('SHOW') ? shown : { type: 'DDL' }));
  const connection = await athena.open();
  expect((await connection.execute('SHOW TABLES')).rows).toEqual([['a'], ['b']]);
  expect(await connection.execute('DROP TABLE `a`.`t`')).toMatchObject({ columns: [], rows: [] });
  expect(athena.pages).toEqual([1000]);
});

test('a text that is too long is refused before it is sent', async () => {
  const athena = new FakeAthena();
  const connection = await athena.open();
  const sql = `SELECT '${'ä'.repeat(131_000)}'`;
  const error = await failureOf(connection.execute(sql, { label: 'model.a.b', comment: 'x'.repeat(200) }));
  expect(error.diagnostic).toMatchObject({ code: 'athena-statement-too-long', message: expect.stringContaining('model.a.b') }); // prettier-ignore
  expect(athena.started).toEqual([]);
  await connection.execute(sql);
});

test('results are used again only where it is asked for, and then without a comment', async () => {
  const athena = new FakeAthena();
  const connection = await athena.open({ result_reuse_minutes: 30 });
  await connection.execute('SELECT 1', { comment: 'a' });
  await connection.execute('SELECT 1', { comment: 'a', reusable: true });
  const [usual, reused] = athena.started;
  expect(usual).not.toHaveProperty('ResultReuseConfiguration');
  expect(reused).toMatchObject({
    QueryString: 'SELECT 1',
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 30 } },
  });
});

test('what a dead client left is stopped, and its end told', async () => {
  const athena = new FakeAthena((_, number) => ({ takes: number === 1 ? 600_000 : 10, state: number === 3 ? 'FAILED' : 'SUCCEEDED' })); // prettier-ignore
  const connection = await athena.open();
  for (const n of [1, 2, 3]) await athena.start({ QueryString: `SELECT ${n}`, ClientRequestToken: `t${n}` });
  await athena.clock.sleep(100);
  expect(await connection.settle?.('q1')).toBe('failed');
  expect(athena.stopped).toEqual(['q1']);
  expect(await connection.settle?.('q2')).toBe('succeeded');
  expect(await connection.settle?.('q3')).toBe('failed');
  expect(await connection.settle?.('gone')).toBe('unknown');
});

test('queries that a dead client could not remember are found by their comments', async () => {
  const athena = new FakeAthena();
  const connection = await athena.open();
  const send = (run: string, node: string) =>
    athena.start({ QueryString: `-- lakemodel {"run_id":"${run}","node_id":"${node}","step_id":"publish"}\nINSERT INTO t SELECT 1` }); // prettier-ignore
  for (const [run, node] of [
    ['r1', 'a'],
    ['r1', 'b'],
    ['r2', 'a'],
  ] as const)
    await send(run, node);
  expect(await connection.left?.({ runId: 'r1', label: 'a' })).toEqual(['q1']);
  expect(await connection.settle?.('q1')).toBe('failed');
  expect(await connection.left?.({ runId: 'r1', label: 'a' })).toEqual([]);
});

test('closing waits for what runs, and refuses what comes', async () => {
  const athena = new FakeAthena();
  const connection = await athena.open();
  const running = connection.execute('SELECT 1');
  await connection.close();
  expect(athena.destroyed).toBe(true);
  expect((await running).queryId).toBe('q1');
  expect(await codeOf(connection.execute('SELECT 1'))).toBe('engine-closed');
});

test('what hinders opening', async () => {
  const opening = (group: FakeAthena['group'], settings = {}) => {
    const athena = new FakeAthena();
    athena.group = group;
    return athena.open(settings).then(() => 'open', (error: StatementError) => error.diagnostic.code); // prettier-ignore
  };
  const place = { ResultConfiguration: { OutputLocation: 's3://r/' } };
  expect(await opening({ Name: 'x', State: 'DISABLED' })).toBe('athena-work-group-disabled');
  expect(await opening(awsError('InvalidRequestException', 'WorkGroup x is not found.'))).toBe('athena-work-group-missing'); // prettier-ignore
  expect(await opening({ Name: 'x', Configuration: {} })).toBe('athena-result-location');
  expect(await opening({ Name: 'x', Configuration: place })).toBe('open');
  expect(await opening({ Name: 'x', Configuration: { ManagedQueryResultsConfiguration: { Enabled: true } } })).toBe('open'); // prettier-ignore
  expect(await opening(awsError('AccessDeniedException'), { s3_staging_dir: 's3://r/' })).toBe('open');
  expect(await opening(new Error('x'), { skip_workgroup_check: true })).toBe('open');
  expect(await opening(awsError('ExpiredTokenException', 'The security token included in the request is expired'))).toBe('aws-credentials-expired'); // prettier-ignore
  expect(await opening(awsError('CredentialsProviderError', 'Could not load credentials from any providers'))).toBe('aws-credentials-missing'); // prettier-ignore
  expect(await opening(new Error('Region is missing'))).toBe('aws-region-missing');
  expect(await opening(Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' }))).toBe('engine-unreachable'); // prettier-ignore
  expect(await opening(awsError('ValidationException', 'Odd.'))).toBe('aws-call-failed');
});

test('managed results and enforced settings leave the place of results to the work group', async () => {
  for (const Configuration of [
    { EnforceWorkGroupConfiguration: true },
    { ManagedQueryResultsConfiguration: { Enabled: true } },
  ]) {
    // prettier-ignore
    const athena = new FakeAthena();
    athena.group = { Name: 'x', Configuration };
    await (await athena.open({ s3_staging_dir: 's3://mine/' })).execute('SELECT 1');
    expect(athena.started[0]).not.toHaveProperty('ResultConfiguration');
  }
});

test('a data catalog that is not in Glue is refused where tables are looked up', async () => {
  const connection = await new FakeAthena().open({ catalog: 'lambda' });
  expect(await codeOf(connection.describe([{ schema: 'a', identifier: 'b' }]))).toBe('athena-catalog-unsupported');
});
