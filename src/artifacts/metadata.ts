import type { JsonObject } from '../project/project.ts';

/** What every artifact of one invocation says about it. */
export interface InvocationInfo {
  readonly invocationId: string;
  /** ISO times, in UTC. */
  readonly startedAt: string;
  readonly generatedAt: string;
  /** Environment variables that users want in artifacts; never secrets. */
  readonly env?: Readonly<Record<string, string>>;
}

// Readers look here for the dbt whose format this is, to know which fields to expect.
const DBT_VERSION = '1.11.0';

/** The `metadata` of an artifact in dbt's format. */
export function artifactMetadata(schema: string, info: InvocationInfo): JsonObject {
  return {
    dbt_schema_version: `https://schemas.getdbt.com/dbt/${schema}.json`,
    dbt_version: DBT_VERSION,
    generated_at: info.generatedAt,
    invocation_id: info.invocationId,
    invocation_started_at: info.startedAt,
    env: info.env ?? {},
  };
}
