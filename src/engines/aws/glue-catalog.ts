import type { Table } from '@aws-sdk/client-glue';
import {
  StatementError,
  relationKey,
  type CatalogTable,
  type LocationClaim,
  type RelationInfo,
  type RelationName,
} from '../engine.ts';
import { EXTERNAL_DEFINITION } from '../../sql/external-tables.ts';
import { asFolder } from '../../sql/locations.ts';
import { awsErrorOf, awsFailure, isAbsent, isDenied } from './aws-error.ts';
import type { AwsClients } from './clients.ts';
import { columnsOf, commentsOf, descriptionOf, isIceberg, isView, typedColumns } from './glue-table.ts';
import { readIcebergMetadata, type IcebergMetadata } from './iceberg-metadata.ts';
import { inParallel } from '../in-parallel.ts';

/** Calls to Glue and S3 side by side: far below what an account may do, for others use it too. */
const SIDE_BY_SIDE = 8;
/** From so many relations of one schema on, all its tables are listed instead of asked for one by one. */
const LIST_FROM = 8;

type SchemaName = Pick<RelationName, 'database' | 'schema'>;

/** What Glue knows of tables, views and schemas. All throw `StatementError`; what does not exist is absent. */
export class GlueCatalog {
  private readonly clients: AwsClients;
  /** Glue's id of the catalog that a relation's `database` names; undefined: the account's own. */
  readonly catalogId: (database: string | undefined) => Promise<string | undefined>;
  private readonly readClaim: ((location: string) => Promise<LocationClaim | undefined>) | undefined;

  constructor(
    clients: AwsClients,
    catalogId: (database: string | undefined) => Promise<string | undefined>,
    readClaim?: (location: string) => Promise<LocationClaim | undefined>,
  ) {
    this.clients = clients;
    this.catalogId = catalogId;
    this.readClaim = readClaim;
  }

  async describe(relations: readonly RelationName[]): Promise<ReadonlyMap<string, RelationInfo>> {
    const tables = await this.glueTables(relations);
    const found = relations.flatMap((relation) => {
      const table = tables.get(relationKey(relation));
      return table ? [{ relation, table }] : [];
    });
    const infos = await inParallel(found, SIDE_BY_SIDE, ({ relation, table }) => this.info(relation, table));
    return new Map(infos.map((info) => [relationKey(info.relation), info]));
  }

  async tables(schema: SchemaName): Promise<readonly CatalogTable[]> {
    const tables = (await this.list(schema)) ?? [];
    return tables
      .map((table) => {
        const comment = descriptionOf(table);
        return { name: table.Name ?? '', ...(comment !== undefined && { comment }), columns: columnsOf(table) };
      })
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  async schemas(): Promise<readonly string[]> {
    const { sdk, client } = await this.clients.glue();
    const catalog = await this.catalogId(undefined);
    const names: string[] = [];
    await this.asked('Listing the databases in Glue', async () => {
      const input = { ...(catalog !== undefined && { CatalogId: catalog }) };
      for (let token: string | undefined = ''; token !== undefined;) {
        const page: { DatabaseList?: { Name?: string | undefined }[] | undefined; NextToken?: string | undefined } =
          await client.send(new sdk.GetDatabasesCommand({ ...input, ...(token !== '' && { NextToken: token }) }));
        names.push(...(page.DatabaseList ?? []).map(({ Name }) => Name ?? ''));
        token = nonEmpty(page.NextToken);
      }
    });
    return names.sort();
  }

  /** Glue's own entries, by `relationKey`. */
  async glueTables(relations: readonly RelationName[]): Promise<ReadonlyMap<string, Table>> {
    const bySchema = new Map<string, RelationName[]>();
    for (const relation of relations) {
      const key = `${relation.database ?? ''}\n${relation.schema}`.toLowerCase();
      bySchema.set(key, [...(bySchema.get(key) ?? []), relation]);
    }
    const found = await inParallel([...bySchema.values()], SIDE_BY_SIDE, (group) => this.ofSchema(group));
    return new Map(found.flat());
  }

  private async ofSchema(group: readonly RelationName[]): Promise<readonly (readonly [string, Table])[]> {
    const [first] = group;
    if (!first) return [];
    if (group.length < LIST_FROM) {
      const tables = await inParallel(group, SIDE_BY_SIDE, (relation) => this.table(relation));
      return group.flatMap((relation, index) => {
        const table = tables[index];
        return table ? [[relationKey(relation), table] as const] : [];
      });
    }
    const tables = new Map((await this.list(first))?.map((table) => [(table.Name ?? '').toLowerCase(), table]));
    return group.flatMap((relation) => {
      const table = tables.get(relation.identifier.toLowerCase());
      return table ? [[relationKey(relation), table] as const] : [];
    });
  }

  private async table({ database, schema, identifier }: RelationName): Promise<Table | undefined> {
    const { sdk, client } = await this.clients.glue();
    const catalog = await this.catalogId(database);
    const name = { DatabaseName: schema.toLowerCase(), Name: identifier.toLowerCase() };
    return this.asked(`Reading the table "${schema}.${identifier}" in Glue`, async () => {
      const input = { ...name, ...(catalog !== undefined && { CatalogId: catalog }) };
      return (await client.send(new sdk.GetTableCommand(input))).Table;
    });
  }

  private async list({ database, schema }: SchemaName): Promise<readonly Table[] | undefined> {
    const { sdk, client } = await this.clients.glue();
    const catalog = await this.catalogId(database);
    const input = { DatabaseName: schema.toLowerCase(), ...(catalog !== undefined && { CatalogId: catalog }) };
    return this.asked(`Listing the tables of "${schema}" in Glue`, async () => {
      const tables: Table[] = [];
      for (let token: string | undefined = ''; token !== undefined;) {
        const page: { TableList?: Table[] | undefined; NextToken?: string | undefined } = await client.send(
          new sdk.GetTablesCommand({ ...input, ...(token !== '' && { NextToken: token }) }),
        );
        tables.push(...(page.TableList ?? []));
        token = nonEmpty(page.NextToken);
      }
      return tables;
    });
  }

  private async info(relation: RelationName, table: Table): Promise<RelationInfo> {
    const glueColumns = columnsOf(table);
    const comments = commentsOf(table, glueColumns);
    const location = nonEmpty(table.StorageDescriptor?.Location);
    if (isView(table)) {
      return {
        relation,
        kind: 'view',
        columns: typedColumns(glueColumns),
        uuid: `view:${relationKey(relation)}`,
        comments,
      };
    }
    const metadata = await this.metadata(table);
    const definition = table.Parameters?.[EXTERNAL_DEFINITION];
    // An entry that was changed by hand may name one folder while the table's files lie in another: no claim speaks for both.
    const elsewhere = metadata?.location !== undefined && location !== undefined && asFolder(metadata.location) !== asFolder(location); // prettier-ignore
    const isClaimable = location !== undefined && isIceberg(table) && !elsewhere;
    const claim = isClaimable ? await this.claim(asFolder(location)) : undefined;
    return {
      relation,
      kind: 'table',
      columns: metadata?.columns.map(({ name, type }) => ({ name, type })) ?? typedColumns(glueColumns),
      uuid: location === undefined ? `unplaced:${relationKey(relation)}` : asFolder(location),
      comments,
      ...(location !== undefined && { location: asFolder(location) }),
      ...partitions(table, metadata),
      ...(claim && { claim }),
      ...(definition !== undefined && { definition }),
    };
  }

  // In a bucket that one may not read there is no claim of ours.
  private async claim(location: string): Promise<LocationClaim | undefined> {
    try {
      return await this.readClaim?.(location);
    } catch (error) {
      if (error instanceof StatementError && error.diagnostic.code === 'aws-access-denied') return undefined;
      throw error;
    }
  }

  // Glue has neither the partition fields of Iceberg tables nor all their types (timestamp with time zone is `timestamp` there). Who may not read
  // the table's files gets what Glue says.
  private async metadata(table: Table): Promise<IcebergMetadata | undefined> {
    const location = isIceberg(table) ? table.Parameters?.['metadata_location'] : undefined;
    if (location === undefined) return undefined;
    try {
      return await readIcebergMetadata(location, this.clients);
    } catch (error) {
      if (isDenied(awsErrorOf(error)) || isAbsent(awsErrorOf(error))) return undefined;
      throw awsFailure(error, 'S3', `Reading "${location}"`);
    }
  }

  private async asked<T>(what: string, ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (isAbsent(awsErrorOf(error))) return undefined;
      throw awsFailure(error, 'Glue', what);
    }
  }
}

function partitions(table: Table, metadata: IcebergMetadata | undefined): Pick<RelationInfo, 'partitionedBy'> {
  if (metadata) return { partitionedBy: metadata.partitionedBy };
  if (isIceberg(table)) return {};
  return { partitionedBy: (table.PartitionKeys ?? []).map(({ Name }) => Name ?? '') };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
