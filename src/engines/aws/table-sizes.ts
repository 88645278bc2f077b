import type { Table } from '@aws-sdk/client-glue';
import type { TableSize } from '../engine.ts';
import type { AwsClients } from './clients.ts';
import { isIceberg } from './glue-table.ts';
import { readIcebergMetadata } from './iceberg-metadata.ts';
import { inParallel } from '../in-parallel.ts';

const SIDE_BY_SIDE = 16;

/** Sizes of Iceberg tables from their metadata files; tables whose file cannot be read, other tables and views are left out. */
export async function tableSizes(
  tables: ReadonlyMap<string, Table>,
  clients: AwsClients,
): Promise<ReadonlyMap<string, TableSize>> {
  const sizes = await inParallel([...tables], SIDE_BY_SIDE, async ([key, table]) => {
    const location = isIceberg(table) ? table.Parameters?.['metadata_location'] : undefined;
    const metadata = location && (await readIcebergMetadata(location, clients).catch(() => undefined));
    return metadata && metadata.size ? [[key, metadata.size] as const] : [];
  });
  return new Map(sizes.flat());
}
