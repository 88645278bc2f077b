import type { AccessNeeds } from './needs.ts';
import { literalArn, type Policy, type PolicyStatement, type S3Folder } from './policy.ts';

const QUERY = ['BatchGetQueryExecution', 'GetQueryExecution', 'GetQueryResults', 'GetWorkGroup', 'ListQueryExecutions', 'StartQueryExecution', 'StopQueryExecution']; // prettier-ignore
const READ_TABLES = ['BatchGetPartition', 'GetDatabase', 'GetPartition', 'GetPartitions', 'GetTable', 'GetTables'];
const WRITE_TABLES = [
  'BatchCreatePartition',
  'BatchDeletePartition',
  'CreateDatabase',
  'CreatePartition',
  'CreateTable',
  'DeletePartition',
  'DeleteTable',
  'UpdatePartition',
  'UpdateTable',
];
const READ_OBJECTS = ['s3:GetObject'];
const WRITE_OBJECTS = [
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:GetObject',
  's3:ListMultipartUploadParts',
  's3:PutObject',
];

/** Stands for the account where none is given; CloudFormation's `Fn::Sub` fills it in. */
const ANY_ACCOUNT = '${AWS::AccountId}';

/** The least that a project's runs need. Pure; statements without a resource are left out. */
export function iamPolicy(needs: AccessNeeds, account: string = ANY_ACCOUNT): Policy {
  const arn = arnsOf(needs.region, account);
  const all = [
    statement('RunQueriesInTheWorkGroup', named('athena', QUERY), needs.workGroups.map(arn.workGroup)),
    // Athena asks for the database "default" whatever a query names.
    statement('FindDatabases', ['glue:GetDatabase', 'glue:GetDatabases'], [arn.catalog, arn.glue('database/*')]),
    statement(
      'MakeTheProjectsTables',
      named('glue', [...READ_TABLES, ...WRITE_TABLES].sort()),
      withCatalog(arn.catalog, needs.writtenSchemas.flatMap(arn.wholeSchema)),
    ),
    statement(
      'ReadTablesOfSources',
      named('glue', READ_TABLES),
      withCatalog(arn.catalog, [...new Set(needs.readTables.flatMap(arn.table))].sort()),
    ),
    ...folderStatements('QueryResults', needs.results, WRITE_OBJECTS, arn.partition),
    ...folderStatements('DataOfTheProject', needs.data, WRITE_OBJECTS, arn.partition),
    ...folderStatements('StateOfRuns', needs.state, WRITE_OBJECTS, arn.partition),
    ...folderStatements('FilesOfSources', needs.sources, READ_OBJECTS, arn.partition),
    statement(
      'FindTheBucketsRegions',
      ['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'],
      bucketsOf([...needs.results, ...needs.data, ...needs.state, ...needs.sources], arn.partition),
    ),
    statement('EncryptAndDecrypt', ['kms:Decrypt', 'kms:GenerateDataKey'], needs.kmsKeys.map(arn.kmsKey)),
    // For the one who starts lakemodel; all others are for the role.
    statement('CallerAssumesTheRole', ['sts:AssumeRole'], needs.role === undefined ? [] : [needs.role]),
  ];
  return { Version: '2012-10-17', Statement: all.filter(({ Resource }) => Resource.length > 0) };
}

function statement(
  sid: string,
  actions: readonly string[],
  resources: readonly string[],
  condition?: PolicyStatement['Condition'],
): PolicyStatement {
  return {
    Sid: sid,
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
    ...(condition && { Condition: condition }),
  };
}

/** Two statements a use: objects by their folder, and listing, which S3 grants on buckets, limited to the folder. */
function folderStatements(
  use: string,
  folders: readonly S3Folder[],
  actions: readonly string[],
  partition: string,
): PolicyStatement[] {
  const verb = actions.includes('s3:PutObject') ? 'Write' : 'Read';
  const objects = folders.map(({ bucket, prefix }) => `arn:${partition}:s3:::${bucket}/${literalArn(prefix)}*`);
  const lists = [...new Set(folders.map(({ bucket }) => bucket))].map((bucket, index) => {
    const prefixes = folders.filter((folder) => folder.bucket === bucket).map(({ prefix }) => `${literalArn(prefix)}*`);
    const name = `List${use}${index === 0 ? '' : index + 1}`;
    return statement(name, ['s3:ListBucket'], [`arn:${partition}:s3:::${bucket}`], {
      StringLike: { 's3:prefix': prefixes },
    });
  });
  return [statement(`${verb}${use}`, actions, objects), ...lists];
}

function bucketsOf(folders: readonly S3Folder[], partition: string): string[] {
  return [...new Set(folders.map(({ bucket }) => `arn:${partition}:s3:::${bucket}`))].sort();
}

function named(service: string, actions: readonly string[]): string[] {
  return actions.map((action) => `${service}:${action}`);
}

/** Glue asks for rights on the catalog and the database of a table, too. */
function withCatalog(catalog: string, resources: readonly string[]): readonly string[] {
  return resources.length === 0 ? [] : [catalog, ...resources];
}

function arnsOf(region: string, account: string) {
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  const glue = (rest: string) => `arn:${partition}:glue:${region}:${account}:${rest}`;
  const database = (schema: string) => glue(`database/${literalArn(schema.toLowerCase())}`);
  return {
    partition,
    glue,
    catalog: glue('catalog'),
    wholeSchema: (schema: string) => [database(schema), glue(`table/${literalArn(schema.toLowerCase())}/*`)],
    table: ({ schema, identifier }: { readonly schema: string; readonly identifier: string }) => [
      database(schema),
      glue(`table/${literalArn(schema.toLowerCase())}/${literalArn(identifier.toLowerCase())}`),
    ],
    workGroup: (name: string) => `arn:${partition}:athena:${region}:${account}:workgroup/${literalArn(name)}`,
    kmsKey: (key: string) => (key.startsWith('arn:') ? key : `arn:${partition}:kms:${region}:${account}:key/${key}`),
  };
}
