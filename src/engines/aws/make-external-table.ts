import type { Partition, Table, TableInput } from '@aws-sdk/client-glue';
import { diagnose } from '../../diagnostics/index.ts';
import { EXTERNAL_DEFINITION, isProjected } from '../../sql/external-tables.ts';
import { asFolder } from '../../sql/locations.ts';
import { StatementError, type ExternalSource } from '../engine.ts';
import { relationText } from '../external.ts';
import { awsErrorOf, isAbsent } from './aws-error.ts';
import type { AwsClients } from './clients.ts';
import { externalTableInput } from './external-table.ts';
import { partitionFolders, type PartitionFolder } from './partition-folders.ts';

/** Most partitions that one call creates or deletes (Glue's API reference). */
const CREATE_AT_ONCE = 100;
const DELETE_AT_ONCE = 25;

interface Place {
  readonly CatalogId?: string;
  readonly DatabaseName: string;
  readonly TableName: string;
}

/**
 * Makes a table over files in Glue, or makes it what is declared now: in place, so that readers always find a table. Partitions are those
 * whose folders are there. A table of that name that lakemodel did not make is refused (`engine-already-exists`).
 */
export async function makeExternalTable(
  source: ExternalSource,
  clients: AwsClients,
  catalogId?: string,
): Promise<void> {
  const input = externalTableInput(source);
  const place: Place = {
    ...(catalogId !== undefined && { CatalogId: catalogId }),
    DatabaseName: source.relation.schema.toLowerCase(),
    TableName: input.Name ?? '',
  };
  const existing = await findTable(place, clients);
  const changed = existing === undefined || !isSame(existing, input);
  if (changed) await write(source, place, input, existing, clients);
  if (source.partitions.length > 0 && !isProjected(source)) {
    await registerPartitions(source, place, input, existing !== undefined && changed, clients);
  }
}

async function findTable({ TableName, ...place }: Place, clients: AwsClients): Promise<Table | undefined> {
  const { sdk, client } = await clients.glue();
  try {
    return (await client.send(new sdk.GetTableCommand({ ...place, Name: TableName }))).Table;
  } catch (error) {
    if (isAbsent(awsErrorOf(error)) && !/database/i.test(awsErrorOf(error).message)) return undefined;
    throw error;
  }
}

async function write(
  source: ExternalSource,
  { TableName, ...place }: Place,
  input: TableInput,
  existing: Table | undefined,
  clients: AwsClients,
): Promise<void> {
  const { sdk, client } = await clients.glue();
  if (!existing) {
    await client.send(new sdk.CreateTableCommand({ ...place, TableInput: input }));
    return;
  }
  if (existing.Parameters?.[EXTERNAL_DEFINITION] === undefined) {
    const name = relationText({ ...source.relation, identifier: TableName });
    throw new StatementError(
      diagnose('engine-already-exists', { kind: 'table', name }, { hint: 'It was not made by lakemodel, which leaves it alone: drop it, or give the source another name.' }), // prettier-ignore
    );
  }
  const version = existing.VersionId !== undefined && { VersionId: existing.VersionId };
  await client.send(new sdk.UpdateTableCommand({ ...place, TableInput: input, SkipArchive: true, ...version }));
}

// Glue adds keys of its own; what is declared counts.
function isSame(existing: Table, input: TableInput): boolean {
  return contains(
    { columns: existing.StorageDescriptor, keys: existing.PartitionKeys ?? [], parameters: existing.Parameters },
    { columns: input.StorageDescriptor, keys: input.PartitionKeys ?? [], parameters: input.Parameters },
  );
}

function contains(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part)) {
    return Array.isArray(whole) && whole.length === part.length && part.every((item, index) => contains(whole[index], item)); // prettier-ignore
  }
  if (typeof part !== 'object' || part === null) return whole === part;
  if (typeof whole !== 'object' || whole === null) return false;
  return Object.entries(part).every(([key, value]) => contains((whole as Record<string, unknown>)[key], value));
}

// After a change of columns each partition is made anew, for partitions have columns of their own.
async function registerPartitions(
  source: ExternalSource,
  place: Place,
  input: TableInput,
  anew: boolean,
  clients: AwsClients,
): Promise<void> {
  const location = input.StorageDescriptor?.Location ?? '';
  const names = source.partitions.map(({ name }) => name);
  const [folders, registered] = await Promise.all([
    partitionFolders(location, names, clients),
    registeredPartitions(place, clients),
  ]);
  const there = new Map(folders.map((folder) => [JSON.stringify(folder.values), folder]));
  const known = new Set<string>();
  const gone: string[][] = [];
  for (const partition of registered) {
    const key = JSON.stringify(partition.Values ?? []);
    const stays = !anew && there.get(key)?.location === asFolder(partition.StorageDescriptor?.Location ?? '');
    if (stays) known.add(key);
    else gone.push(partition.Values ?? []);
  }
  await dropPartitions(place, gone, clients);
  await addPartitions(place, input, [...there].flatMap(([key, folder]) => (known.has(key) ? [] : [folder])), clients); // prettier-ignore
}

async function registeredPartitions(place: Place, clients: AwsClients): Promise<readonly Partition[]> {
  const { sdk, client } = await clients.glue();
  const found: Partition[] = [];
  for (let token: string | undefined = ''; token !== undefined;) {
    const page: { Partitions?: Partition[] | undefined; NextToken?: string | undefined } = await client.send(
      new sdk.GetPartitionsCommand({ ...place, ExcludeColumnSchema: true, ...(token !== '' && { NextToken: token }) }),
    );
    found.push(...(page.Partitions ?? []));
    token = page.NextToken === '' ? undefined : page.NextToken;
  }
  return found;
}

async function dropPartitions(place: Place, gone: readonly string[][], clients: AwsClients): Promise<void> {
  const { sdk, client } = await clients.glue();
  for (let from = 0; from < gone.length; from += DELETE_AT_ONCE) {
    const batch = gone.slice(from, from + DELETE_AT_ONCE).map((Values) => ({ Values }));
    await client.send(new sdk.BatchDeletePartitionCommand({ ...place, PartitionsToDelete: batch }));
  }
}

async function addPartitions(
  place: Place,
  { StorageDescriptor }: TableInput,
  folders: readonly PartitionFolder[],
  clients: AwsClients,
): Promise<void> {
  const { sdk, client } = await clients.glue();
  for (let from = 0; from < folders.length; from += CREATE_AT_ONCE) {
    const batch = folders.slice(from, from + CREATE_AT_ONCE).map(({ values, location }) => ({
      Values: [...values],
      StorageDescriptor: { ...StorageDescriptor, Location: location },
    }));
    const { Errors } = await client.send(new sdk.BatchCreatePartitionCommand({ ...place, PartitionInputList: batch }));
    // Another run may have registered the same files a moment ago.
    const failed = Errors?.find(({ ErrorDetail }) => ErrorDetail?.ErrorCode !== 'AlreadyExistsException');
    if (failed) throw new Error(failed.ErrorDetail?.ErrorMessage ?? 'A partition could not be registered.');
  }
}
