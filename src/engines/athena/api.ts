import type {
  AthenaClient,
  BatchGetQueryExecutionOutput,
  DataCatalog,
  GetQueryResultsOutput,
  QueryExecution,
  StartQueryExecutionInput,
  WorkGroup,
} from '@aws-sdk/client-athena';
import { awsClientConfig, type TargetSettings } from '../aws/client-config.ts';

export type { ColumnInfo, QueryExecution, Row, StartQueryExecutionInput, WorkGroup } from '@aws-sdk/client-athena';

/** The calls of Athena that lakemodel makes. Each throws what the SDK throws; nothing is repeated here. */
export interface AthenaApi {
  /** The query's id. */
  start(input: StartQueryExecutionInput): Promise<string>;
  /** At most 50 ids. */
  batch(ids: readonly string[]): Promise<Pick<BatchGetQueryExecutionOutput, 'QueryExecutions' | 'UnprocessedQueryExecutionIds'>>; // prettier-ignore
  get(id: string): Promise<QueryExecution | undefined>;
  /** At most 1,000 rows. */
  results(id: string, page: { readonly token?: string; readonly rows: number }): Promise<GetQueryResultsOutput>;
  stop(id: string): Promise<void>;
  /** Ids of a work group's latest queries, at most 50, newest first. */
  list(workGroup: string): Promise<readonly string[]>;
  workGroup(name: string): Promise<WorkGroup | undefined>;
  dataCatalog(name: string): Promise<DataCatalog | undefined>;
  destroy(): void;
}

/** Most ids that one BatchGetQueryExecution takes. */
export const BATCH_SIZE = 50;
/** Most rows that one GetQueryResults gives. */
export const PAGE_ROWS = 1000;

/** Athena by the SDK, which is loaded here. */
export async function athenaApi(settings: TargetSettings): Promise<AthenaApi> {
  const sdk = await import('@aws-sdk/client-athena');
  // Repeating is done by those who call, who count refusals and keep one token for all attempts.
  const client: AthenaClient = new sdk.AthenaClient({ ...awsClientConfig(settings, 'athena'), maxAttempts: 1 });
  return {
    start: async (input) => (await client.send(new sdk.StartQueryExecutionCommand(input))).QueryExecutionId ?? '',
    batch: (ids) => client.send(new sdk.BatchGetQueryExecutionCommand({ QueryExecutionIds: [...ids] })),
    get: async (id) => (await client.send(new sdk.GetQueryExecutionCommand({ QueryExecutionId: id }))).QueryExecution,
    results: (id, { token, rows }) =>
      client.send(
        new sdk.GetQueryResultsCommand({
          QueryExecutionId: id,
          MaxResults: rows,
          ...(token !== undefined && { NextToken: token }),
        }),
      ),
    stop: async (id) => void (await client.send(new sdk.StopQueryExecutionCommand({ QueryExecutionId: id }))),
    list: async (name) => {
      const input = { WorkGroup: name, MaxResults: BATCH_SIZE };
      return ((await client.send(new sdk.ListQueryExecutionsCommand(input))).QueryExecutionIds ?? []).slice(
        0,
        BATCH_SIZE,
      );
    },
    workGroup: async (name) => (await client.send(new sdk.GetWorkGroupCommand({ WorkGroup: name }))).WorkGroup,
    dataCatalog: async (name) => (await client.send(new sdk.GetDataCatalogCommand({ Name: name }))).DataCatalog,
    destroy: () => client.destroy(),
  };
}
