import type { Column as GlueColumn, Table, TableInput } from '@aws-sdk/client-glue';
import { diagnose } from '../../diagnostics/index.ts';
import { StatementError, type CatalogAction } from '../engine.ts';
import { awsErrorOf, awsFailure } from './aws-error.ts';
import type { AwsClients } from './clients.ts';
import { backoff, type Clock } from './clock.ts';

/** Glue: "Description: not more than 2048 bytes long", "Comment: not more than 255 bytes long". */
const DESCRIPTION_BYTES = 2048;
const COMMENT_BYTES = 255;
const ATTEMPTS = 6;
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5000;

type DescribeTable = Extract<CatalogAction, { kind: 'describe-table' }>;

/**
 * Writes descriptions into Glue's entry of a table. In the same entry stands which metadata file of an Iceberg table is current, so a write
 * that is late would undo another's commit: each write names the version that was read (`VersionId`), by which Glue refuses it if anyone was
 * faster. Iceberg's own commits rest on the same check. An entry without a version is left alone.
 */
export async function describeTable(
  action: DescribeTable,
  clients: AwsClients,
  { clock, catalogId }: { readonly clock: Clock; readonly catalogId?: string | undefined },
): Promise<void> {
  const { sdk, client } = await clients.glue();
  const { schema, identifier } = action.relation;
  const name = `${schema}.${identifier}`;
  const catalog = catalogId !== undefined && { CatalogId: catalogId };
  const place = { ...catalog, DatabaseName: schema.toLowerCase() };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      const { Table: table } = await client.send(new sdk.GetTableCommand({ ...place, Name: identifier.toLowerCase() }));
      const input = table && describedInput(table, action);
      if (!input) return;
      if (table.VersionId === undefined) break;
      const update = { ...place, TableInput: input, SkipArchive: true, VersionId: table.VersionId };
      await client.send(new sdk.UpdateTableCommand(update));
      return;
    } catch (error) {
      if (awsErrorOf(error).name !== 'ConcurrentModificationException' && !isStaleVersion(error)) {
        throw awsFailure(error, 'Glue', `Describing the table "${name}" in Glue`);
      }
    }
    await clock.sleep(backoff(attempt, FIRST_WAIT_MS, LONGEST_WAIT_MS, clock));
  }
  throw new StatementError(diagnose('glue-table-contended', { table: name }), true);
}

function isStaleVersion(error: unknown): boolean {
  const { name, message } = awsErrorOf(error);
  return name === 'VersionMismatchException' || /version.*(?:mismatch|does not match|not the latest)/i.test(message);
}

/** The entry with the descriptions; undefined where it has them all. */
export function describedInput(table: Table, { description, columns }: DescribeTable): TableInput | undefined {
  const wanted = new Map(
    columns.map((column) => [column.name.toLowerCase(), shortened(column.description, COMMENT_BYTES)]),
  );
  const input = tableInput(table);
  const described: TableInput = {
    ...input,
    ...(description !== undefined && tableDescription(input, shortened(description, DESCRIPTION_BYTES))),
    ...(input.StorageDescriptor?.Columns && {
      StorageDescriptor: {
        ...input.StorageDescriptor,
        Columns: input.StorageDescriptor.Columns.map(commented(wanted)),
      },
    }),
    ...(input.PartitionKeys && { PartitionKeys: input.PartitionKeys.map(commented(wanted)) }),
  };
  return JSON.stringify(described) === JSON.stringify(input) ? undefined : described;
}

// Trino and Athena's SHOW CREATE read the parameter, Glue's own pages the description.
function tableDescription({ Description, Parameters }: TableInput, text: string): Partial<TableInput> {
  if (Description === text && Parameters?.['comment'] === text) return {};
  return { Description: text, Parameters: { ...Parameters, comment: text } };
}

function commented(wanted: ReadonlyMap<string, string>): (column: GlueColumn) => GlueColumn {
  return (column) => {
    const comment = wanted.get((column.Name ?? '').toLowerCase());
    return comment === undefined || comment === column.Comment ? column : { ...column, Comment: comment };
  };
}

/** What UpdateTable takes of what GetTable gives: all that can be set, unchanged. */
export function tableInput(table: Table): TableInput {
  const { Name, Description, Owner, LastAccessTime, LastAnalyzedTime, Retention, StorageDescriptor, PartitionKeys } =
    table;
  const { ViewOriginalText, ViewExpandedText, TableType, Parameters, TargetTable } = table;
  return withoutUndefined({
    Name,
    Description,
    Owner,
    LastAccessTime,
    LastAnalyzedTime,
    Retention,
    StorageDescriptor,
    PartitionKeys,
    ViewOriginalText,
    ViewExpandedText,
    TableType,
    Parameters,
    TargetTable,
  });
}

function withoutUndefined(input: TableInput): TableInput {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as unknown as TableInput;
}

/** A text of at most so many bytes of UTF-8: a longer one is cut at a word, with … */
export function shortened(text: string, limit: number): string {
  if (Buffer.byteLength(text) <= limit) return text;
  const dots = '…';
  const room = limit - Buffer.byteLength(dots);
  let cut = '';
  let bytes = 0;
  for (const sign of text) {
    bytes += Buffer.byteLength(sign);
    if (bytes > room) break;
    cut += sign;
  }
  const atWord = /^([\s\S]*\S)\s+\S*$/.exec(cut)?.[1];
  // A cut that falls on a word's end leaves the word; a text without spaces is cut where it must be.
  const whole = /\s/.test(text[cut.length] ?? '') ? cut.trimEnd() : (atWord ?? cut);
  return `${whole}${dots}`;
}
