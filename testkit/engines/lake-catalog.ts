import { DeleteDatabaseCommand, paginateGetDatabases, type GlueClient } from '@aws-sdk/client-glue';

/** Removes the databases whose names begin with a prefix, with their tables; the tables' files stay. */
export async function removeDatabases(client: GlueClient, prefix: string): Promise<void> {
  const names: string[] = [];
  for await (const { DatabaseList = [] } of paginateGetDatabases({ client }, {}))
    names.push(...DatabaseList.flatMap(({ Name }) => (Name?.startsWith(prefix) ? Name : [])));
  for (const Name of names) await client.send(new DeleteDatabaseCommand({ Name }));
}
