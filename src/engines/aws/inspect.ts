import { awsErrorOf, awsFailure } from './aws-error.ts';
import { awsClientConfig, type TargetSettings } from './client-config.ts';
import { awsClients } from './clients.ts';
import { s3Place } from './s3-location.ts';

/** Who calls, and what time it is there. */
export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
  readonly serverTime?: Date;
}

/** What a work group says of the queries that run in it. */
export interface WorkGroupFacts {
  readonly enabled: boolean;
  /** `Athena engine version 3` */
  readonly engineVersion?: string;
  /** Its settings win over what a query says. */
  readonly enforced: boolean;
  readonly resultLocation?: string;
  /** Athena keeps the results itself, and a query may name no location. */
  readonly managedResults: boolean;
  readonly cutoffBytes?: number;
}

/** Looks at an AWS account as a target sees it. Nothing is written but by `tryConditionalWrite`. All throw `StatementError`. */
export interface AwsInspector {
  identity(): Promise<CallerIdentity>;
  workGroup(name: string): Promise<WorkGroupFacts>;
  /** Names of the first page of Glue's databases. */
  databases(): Promise<readonly string[]>;
  /** The region that a location's bucket lies in. */
  bucketRegion(location: string): Promise<string>;
  /** Lists one object at most below a location. */
  list(location: string): Promise<void>;
  /** Writes an object twice, the second time on condition that it is not there, and removes it. True: the second write was refused. */
  tryConditionalWrite(location: string): Promise<boolean>;
  close(): Promise<void>;
}

export function openInspector(settings: TargetSettings): AwsInspector {
  const clients = awsClients(settings);
  return {
    identity: () => identity(settings),
    workGroup: (name) => workGroup(settings, name),
    databases: async () => {
      const { sdk, client } = await clients.glue();
      const answer = await asked('Glue', 'Listing the databases of Glue', () =>
        client.send(new sdk.GetDatabasesCommand({ MaxResults: 100 })),
      );
      return (answer.DatabaseList ?? []).flatMap(({ Name }) => Name ?? []);
    },
    bucketRegion: async (location) => {
      const { sdk, client } = await clients.s3();
      const { bucket } = s3Place(location);
      const answer = await asked('S3', `Asking where the bucket "${bucket}" lies`, () =>
        client.send(new sdk.GetBucketLocationCommand({ Bucket: bucket })),
      );
      const region: string = answer.LocationConstraint ?? '';
      // The oldest regions answer with their old names.
      return region === '' ? 'us-east-1' : region === 'EU' ? 'eu-west-1' : region;
    },
    list: async (location) => {
      const { sdk, client } = await clients.s3();
      const { bucket, key } = s3Place(location);
      await asked('S3', `Listing ${location}`, () =>
        client.send(new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: key, MaxKeys: 1 })),
      );
    },
    tryConditionalWrite: async (location) => {
      const { sdk, client } = await clients.s3();
      const { bucket, key } = s3Place(location);
      const put = (condition: { IfNoneMatch?: '*' }) =>
        client.send(new sdk.PutObjectCommand({ Bucket: bucket, Key: key, Body: 'lakemodel doctor', ...condition }));
      await asked('S3', `Writing ${location}`, () => put({}));
      try {
        await asked('S3', `Writing ${location} on a condition`, () => put({ IfNoneMatch: '*' }), [409, 412]);
        return false;
      } catch (error) {
        if (error instanceof RefusedWrite) return true;
        throw error;
      } finally {
        await asked('S3', `Removing ${location}`, () =>
          client.send(new sdk.DeleteObjectCommand({ Bucket: bucket, Key: key })),
        );
      }
    },
    close: () => clients.destroy(),
  };
}

/** The condition of a write was not met. */
class RefusedWrite extends Error {}

async function asked<T>(
  service: string,
  what: string,
  call: () => Promise<T>,
  refusals: readonly number[] = [],
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (refusals.includes(awsErrorOf(error).status ?? 0)) throw new RefusedWrite();
    throw awsFailure(error, service, what);
  }
}

async function identity(settings: TargetSettings): Promise<CallerIdentity> {
  const { STSClient, GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  const client = new STSClient(awsClientConfig(settings, 'sts'));
  let date: string | undefined;
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      date = (answer.response as { headers?: Record<string, string> }).headers?.['date'];
      return answer;
    },
    { step: 'deserialize', name: 'lakemodelServerTime' },
  );
  try {
    const { Account, Arn } = await asked('AWS', 'Asking who calls', () => client.send(new GetCallerIdentityCommand()));
    return { account: Account ?? '', arn: Arn ?? '', ...(date !== undefined && { serverTime: new Date(date) }) };
  } finally {
    client.destroy();
  }
}

async function workGroup(settings: TargetSettings, name: string): Promise<WorkGroupFacts> {
  const { AthenaClient, GetWorkGroupCommand } = await import('@aws-sdk/client-athena');
  const client = new AthenaClient(awsClientConfig(settings, 'athena'));
  try {
    const { WorkGroup } = await asked('Athena', `Reading the work group "${name}"`, () =>
      client.send(new GetWorkGroupCommand({ WorkGroup: name })),
    );
    const configuration = WorkGroup?.Configuration;
    const engineVersion = configuration?.EngineVersion?.EffectiveEngineVersion;
    const resultLocation = configuration?.ResultConfiguration?.OutputLocation;
    const cutoffBytes = configuration?.BytesScannedCutoffPerQuery;
    return {
      enabled: WorkGroup?.State !== 'DISABLED',
      enforced: configuration?.EnforceWorkGroupConfiguration ?? false,
      managedResults: configuration?.ManagedQueryResultsConfiguration?.Enabled ?? false,
      ...(engineVersion !== undefined && { engineVersion }),
      ...(resultLocation !== undefined && { resultLocation }),
      ...(cutoffBytes !== undefined && { cutoffBytes }),
    };
  } finally {
    client.destroy();
  }
}
