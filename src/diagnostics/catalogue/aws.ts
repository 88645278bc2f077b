import { defineCodes } from './define.ts';

/** What the engine room can say of AWS: credentials, permissions and limits of Athena, Glue and S3. */
export const awsCodes = defineCodes({
  'aws-credentials-missing': {
    severity: 'error',
    message: (p: { detail: string }) => `There are no AWS credentials to use: ${p.detail}`,
    hint: () =>
      'Set `aws_profile_name` in the target, sign in (`aws sso login`), or give `aws_access_key_id` and `aws_secret_access_key` by env_var().',
    explain: `Credentials are the first of: the target's keys, the profile \`aws_profile_name\`, and the AWS SDK's own chain (environment, shared files,
SSO, the container's or instance's role). None of them gave any, or \`assume_role_arn\` could not be assumed with them.`,
  },
  'aws-credentials-expired': {
    severity: 'error',
    message: (p: { detail: string }) => `The AWS credentials are no longer valid: ${p.detail}`,
    hint: () => 'Sign in again (`aws sso login`) or renew the session token, then `lakemodel retry`.',
    explain: `A session's credentials have ended, or the service does not know the key. Roles (\`assume_role_arn\`) and SSO profiles are renewed by the SDK;
keys with a session token that were copied into the environment are not. A clock that is wrong by minutes gives the same error.`,
  },
  'aws-region-missing': {
    severity: 'error',
    message: (_: Record<string, never>) => 'No AWS region is set.',
    hint: () => 'Set `region` in the target, or AWS_REGION in the environment.',
    explain: `Athena, Glue and S3 are called in one region: the target's \`region\`, else the one of the environment or the profile.`,
  },
  'aws-access-denied': {
    severity: 'error',
    message: (p: { what: string; detail: string }) => `${p.what} is not allowed: ${p.detail}`,
    hint: () =>
      'Give the role the permission that is named here. `lakemodel export iam-policy` prints what a project needs.',
    explain: `IAM, Lake Formation, a bucket's policy or a KMS key's policy refuses the call. In Lake Formation a role needs rights on the database and table
(SELECT, DESCRIBE, and for writing ALTER, INSERT, DELETE, CREATE_TABLE, DROP) and on the table's data location. Data and results that are
encrypted with a key of your own need \`kms:Decrypt\` and \`kms:GenerateDataKey\` on it.`,
  },
  'aws-throttled': {
    severity: 'error',
    message: (p: { service: string; minutes: number }) =>
      `${p.service} refused calls for ${p.minutes} minutes because too many were made.`,
    hint: () => 'Others use the same account: run at another time, with fewer `threads`, or have the quota raised.',
    explain: `Quotas of Athena (queries that run at once, calls a second) belong to the account and region, so other people's queries count. lakemodel sends
fewer queries at once when it is refused, and waits; this error comes only when nothing was accepted for very long.`,
  },
  'aws-call-failed': {
    severity: 'error',
    message: (p: { service: string; detail: string }) => `${p.service} answered with an error: ${p.detail}`,
    explain: `A call of an AWS service failed in a way that lakemodel does not know. The message is the service's own.`,
  },
  'aws-location-invalid': {
    severity: 'error',
    message: (p: { location: string }) => `"${p.location}" is no place in S3.`,
    hint: () => 'Write it as `s3://bucket/folder/`.',
    explain: `A place in S3 has a bucket and a key: \`s3://bucket/folder/file\`.`,
  },
  'aws-location-claimed': {
    severity: 'error',
    message: (p: { location: string; owner: string }) => `"${p.location}" is taken by ${p.owner}.`,
    hint: () => 'Give this project another `s3_data_dir`.',
    explain: `Before a table is made, lakemodel writes a note beside its folder that says whose it is. This folder has the note of another table.`,
  },
  'athena-work-group-missing': {
    severity: 'error',
    message: (p: { workGroup: string; region: string }) => `There is no work group "${p.workGroup}" in ${p.region}.`,
    hint: () => 'Correct `work_group` and `region` of the target. `aws athena list-work-groups` lists them.',
    explain: `Queries run in a work group, which has settings and limits of its own. It belongs to one region.`,
  },
  'athena-work-group-disabled': {
    severity: 'error',
    message: (p: { workGroup: string }) => `The work group "${p.workGroup}" is disabled.`,
    hint: () => 'Enable it in Athena, or use another one.',
    explain: `Athena runs no queries in a disabled work group.`,
  },
  'athena-result-location': {
    severity: 'error',
    message: (p: { detail: string }) => `Athena has no place for query results: ${p.detail}`,
    hint: () => 'Set `s3_staging_dir: s3://bucket/results/` in the target, or a result location in the work group.',
    explain: `Athena writes the result of every query to S3 and needs to be told where: by the target's \`s3_staging_dir\`, by the work group's
settings, or by the work group's managed results. The bucket must be in Athena's region and the role must be allowed to write there.`,
  },
  'athena-statement-too-long': {
    severity: 'error',
    message: (p: { label: string; bytes: number; limit: number }) =>
      `The statement of ${p.label} has ${p.bytes} bytes; Athena takes at most ${p.limit}.`,
    hint: () => 'Move parts of the query into models of their own (views or tables) and refer to them by `ref`.',
    explain: `Athena takes 262,144 bytes of text a query, and the limit cannot be raised. Long lists of values belong into a seed; ephemeral models are
copied into every query that refers to them, so make large ones views.`,
  },
  'athena-too-many-partitions': {
    severity: 'error',
    message: (p: { detail: string }) =>
      `The statement writes to more partitions than Athena takes at once: ${p.detail}`,
    hint: () =>
      'Partition by something coarser (`month(ts)` for `day(ts)`), or process smaller batches (`batch_size`).',
    explain: `One statement of Athena may write to at most 100 partitions and buckets. lakemodel counts them beforehand and writes in several
statements where it can.`,
  },
  'athena-scan-cutoff': {
    severity: 'error',
    message: (p: { workGroup: string }) =>
      `The query read more than the work group "${p.workGroup}" allows and was ended by Athena.`,
    hint: () => 'Read less (a partition filter, an incremental model), or raise the limit in the work group.',
    explain: `A work group can limit the bytes that one query reads. Athena ends a query that goes beyond, and bills what it read. The limit is a setting of
the work group alone; no query can have one of its own.`,
  },
  'athena-schema-mismatch': {
    severity: 'error',
    message: (p: { detail: string }) => `Files do not fit the table's columns: ${p.detail}`,
    hint: () => "Correct the columns or partitions that the source's `external:` declares.",
    explain: `The files of an external table hold values, columns or types other than the table's definition says, or a partition was registered with other
columns. Partitions are listed anew when the source's table is made again.`,
  },
  'athena-view-stale': {
    severity: 'error',
    message: (p: { detail: string }) => `A view no longer fits what it reads: ${p.detail}`,
    hint: () => 'Build the view again: `lakemodel run --select <view>`.',
    explain: `Athena keeps the columns and types of a view from when it was made. After a change of the tables below it the view must be made again.`,
  },
  'athena-timeout': {
    severity: 'error',
    message: (p: { detail: string }) => `The query took longer than Athena allows: ${p.detail}`,
    hint: () => 'Process less at once (`batch_size`, a filter on partitions), or have the quota raised.',
    explain: `Athena ends queries after 30 minutes by default; the quota "DML query timeout" can be raised to 240.`,
  },
  'athena-resources': {
    severity: 'error',
    message: (p: { detail: string }) => `The query needs more than Athena gives one query: ${p.detail}`,
    hint: () =>
      'Process less at once, join the larger table first, avoid ORDER BY without LIMIT and count(DISTINCT …) over many columns.',
    explain: `Athena gives a query a fixed share of memory and space. What needs more is ended ("Query exhausted resources at this scale factor").`,
  },
  'athena-commit-unknown': {
    severity: 'error',
    message: (p: { detail: string }) => `It is not known whether the statement was committed: ${p.detail}`,
    hint: () => 'Run again: an unfinished batch is looked for in the table before it is written once more.',
    explain: `The table's catalog did not answer whether it took the new version of the table. The statement may or may not have changed the table, so it is
not sent again in this run.`,
  },
  'athena-catalog-unsupported': {
    severity: 'error',
    message: (p: { catalog: string; type: string }) =>
      `The data catalog "${p.catalog}" is of type ${p.type}, which lakemodel does not read.`,
    hint: () => 'Use `AwsDataCatalog` or a data catalog of type GLUE.',
    explain: `Tables are looked up in Glue: in the account's own catalog or, for a data catalog of type GLUE, in the catalog of another account. Federated
catalogs (LAMBDA, HIVE, FEDERATED) can be read by the SQL of models but not written to.`,
  },
  'glue-table-contended': {
    severity: 'error',
    message: (p: { table: string }) =>
      `The descriptions of "${p.table}" could not be written: others kept changing the table.`,
    hint: () => 'Run it again when no other job writes to the table.',
    explain: `Descriptions are written to Glue only if nobody changed the table since it was read, since the same entry says which version of an Iceberg
table is current. After several attempts there was always another change in between. The data is not touched.`,
  },
});
