import { randomBytes } from 'node:crypto';
import { GlueClient } from '@aws-sdk/client-glue';
import { S3Client } from '@aws-sdk/client-s3';
import { inject, onTestFinished } from 'vitest';
import type { LakeAddresses } from '../../scripts/lake/lake.js';
// @ts-expect-error Plain JavaScript, which this compilation does not read.
import { query } from '../../scripts/trino/client.js';
import { removeDatabases } from './lake-catalog.ts';
import { removeObjects } from './lake-objects.ts';
import type {} from './lake-setup.ts';

/** The lake of this run of the suite. */
export function lake(): LakeAddresses {
  return inject('lake');
}

export interface TrinoAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Values as the client protocol gives them; integers beyond 2^53 as strings. */
  readonly rows: readonly (readonly unknown[])[];
}

/**
 * Asks the lake's Trino, without lakemodel in between. A refused statement throws an error with `errorName`.
 * @param session properties of its session by name
 */
export async function runTrino(sql: string, session: Readonly<Record<string, string>> = {}): Promise<TrinoAnswer> {
  return query(lake().trino.url, sql, { session });
}

/** Settings of any AWS client that talks to the lake. */
export function awsOptions() {
  const { endpoint, region, accessKeyId, secretAccessKey } = lake().aws;
  return { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
}

export function glueClient(): GlueClient {
  return new GlueClient(awsOptions());
}

export function s3Client(): S3Client {
  return new S3Client({ ...awsOptions(), forcePathStyle: true });
}

/**
 * A name that no other test has, to begin the names of schemas (`<prefix>_gold`) and the keys of objects (`<prefix>/…`) with. What begins with it,
 * tables included, is removed by the end of the test; of the group, where `afterAll` is given.
 */
export function newSchemaPrefix(atEnd: (remove: () => Promise<void>) => void = onTestFinished): string {
  const prefix = `t${randomBytes(5).toString('hex')}`;
  atEnd(async () => {
    await removeDatabases(glueClient(), prefix);
    await removeObjects(s3Client(), lake().bucket, `${prefix}/`);
  });
  return prefix;
}

/** Makes the schema `<prefix>_<name>` in the lake, and gives its name. */
export async function newSchema(prefix: string, name = 'gold'): Promise<string> {
  const schema = `${prefix}_${name}`;
  await runTrino(`CREATE SCHEMA iceberg.${schema} WITH (location = '${dataFolder(prefix)}/${schema}/')`);
  return schema;
}

/** Where the tables of a prefix lie: `s3://lake/<prefix>/tables`. */
export function dataFolder(prefix: string): string {
  return `s3://${lake().bucket}/${prefix}/tables`;
}

/** A target `trino` for a project's `project.yml`: models lie in `<prefix>_<layer>`. Keys come from the environment. */
export function trinoTarget(prefix: string): string {
  const { trino, aws } = lake();
  return `targets:
  trino:
    type: trino
    host: ${trino.host}
    port: ${trino.port}
    user: ${prefix}
    catalog: iceberg
    schema: ${prefix}
    threads: 4
    external_catalog: awsdatacatalog
    external_via: glue
    s3_data_dir: ${dataFolder(prefix)}
    region: ${aws.region}
    endpoint_url: ${aws.endpoint}
`;
}

/** A target `athena` that builds as `trinoTarget` does, through an Athena front. Results and state lie below the prefix, too. */
export function athenaTarget(prefix: string, frontUrl: string): string {
  const { aws, bucket } = lake();
  return `targets:
  athena:
    type: athena
    region: ${aws.region}
    schema: ${prefix}
    threads: 4
    s3_data_dir: ${dataFolder(prefix)}
    s3_staging_dir: s3://${bucket}/${prefix}/results/
    endpoint_url: ${aws.endpoint}
    athena_endpoint_url: ${frontUrl}
    poll_interval: 0.2
`;
}

/** The environment variables that the target reads. */
export function lakeEnvironment(): Readonly<Record<string, string>> {
  const { region, accessKeyId, secretAccessKey } = lake().aws;
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_REGION: region };
}
