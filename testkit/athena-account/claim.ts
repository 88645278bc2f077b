import { randomUUID } from 'node:crypto';
import {
  DeleteDatabaseCommand,
  GlueClient,
  paginateGetDatabases,
  paginateGetTables,
  type Database,
} from '@aws-sdk/client-glue';
import { S3Client } from '@aws-sdk/client-s3';
import { awsClientConfig } from '../../src/engines/aws/client-config.ts';
import { s3Place } from '../../src/state/index.ts';
import { listObjects, putObject, readObject, removeObjects } from '../engines/lake-objects.ts';
import { runFolder, type Account } from './account.ts';

export interface Removed {
  readonly databases: number;
  readonly tables: number;
  readonly objects: number;
}

/** A run's right to remove things: those that begin with its prefix, of which there were none when it began. */
export interface Claim {
  /** Removes what the run has made. Throws, and removes nothing, where the claim is not the run's own any more. */
  readonly remove: () => Promise<Removed>;
}

/** Writes the run's claim into its folder. Throws where anything with its prefix is there already. */
export async function claimAccount(account: Account): Promise<Claim> {
  const { bucket, key } = placeOf(runFolder(account));
  const claimKey = `${key}claim.json`;
  const text = JSON.stringify({ prefix: account.prefix, id: randomUUID(), at: new Date().toISOString() });
  await withClients(account, async ({ glue, s3 }) => {
    const there = [
      ...(await databasesOf(glue, account)).map(({ Name }) => Name),
      ...(await listObjects(s3, bucket, key)),
    ];
    if (there.length > 0) throw new Error(`Something begins with ${account.prefix} already: ${there[0]}`);
    await putObject(s3, bucket, claimKey, text);
  });
  return {
    remove: () =>
      withClients(account, async ({ glue, s3 }) => {
        if ((await readObject(s3, bucket, claimKey)) !== text)
          throw new Error(`Nothing was removed: s3://${bucket}/${claimKey} is not what this run has written.`);
        const databases = await databasesOf(glue, account);
        for (const { Name, LocationUri } of databases)
          if (LocationUri && !LocationUri.startsWith(runFolder(account)))
            throw new Error(`Nothing was removed: schema ${Name} lies in ${LocationUri}, not in this run's folder.`);
        const tables = await removeDatabases(glue, databases);
        const objects = (await listObjects(s3, bucket, key)).length;
        await removeObjects(s3, bucket, key);
        return { databases: databases.length, tables, objects };
      }),
  };
}

/** Removes databases with the tables in them; gives the tables' number. */
async function removeDatabases(glue: GlueClient, databases: readonly Database[]): Promise<number> {
  let tables = 0;
  for (const { Name } of databases) {
    for await (const { TableList = [] } of paginateGetTables({ client: glue }, { DatabaseName: Name })) tables += TableList.length; // prettier-ignore
    await glue.send(new DeleteDatabaseCommand({ Name }));
  }
  return tables;
}

async function databasesOf(glue: GlueClient, { prefix }: Account): Promise<readonly Database[]> {
  const found: Database[] = [];
  for await (const { DatabaseList = [] } of paginateGetDatabases({ client: glue }, {}))
    found.push(...DatabaseList.filter(({ Name }) => Name?.startsWith(prefix)));
  return found;
}

async function withClients<T>(
  { settings }: Account,
  work: (clients: { readonly glue: GlueClient; readonly s3: S3Client }) => Promise<T>,
): Promise<T> {
  const glue = new GlueClient(awsClientConfig(settings, 'glue'));
  const s3 = new S3Client(awsClientConfig(settings, 's3'));
  try {
    return await work({ glue, s3 });
  } finally {
    glue.destroy();
    s3.destroy();
  }
}

function placeOf(folder: string): { readonly bucket: string; readonly key: string } {
  const place = s3Place(folder);
  if (!place) throw new Error(`${folder} is no location in S3`);
  return { bucket: place.bucket, key: place.prefix };
}
