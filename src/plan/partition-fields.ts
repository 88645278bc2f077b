import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { Column } from '../engines/engine.ts';
import type { RelationNode } from '../project/project.ts';
import { parseTrinoType } from '../sql/types.ts';
import type { PartitionField } from './plan.ts';
import { fileOf } from './projection.ts';
import type { PlanScope } from './scope.ts';

type Transform = PartitionField['transform'];

const TIME_TRANSFORM: ReadonlySet<string> = new Set(['year', 'month', 'day', 'hour']);
const PARTITIONABLE: Readonly<Record<'truncate' | 'bucket', RegExp>> = {
  truncate: /^(integer|bigint|decimal|varchar|varbinary)/,
  bucket: /^(integer|bigint|decimal|varchar|varbinary|date|time)/,
};

/** The fields of a node's `partitioned_by`; problems name the entry and what it may be. `columns` are the stored ones, audit columns included. */
export function partitionFields(
  node: Pick<RelationNode, 'name' | 'config'> & RelationNode,
  columns: readonly Column[],
  scope: PlanScope,
): { fields: readonly PartitionField[]; diagnostics: readonly Diagnostic[] } {
  const at = fileOf(node, scope, 'partitioned_by');
  const read = node.config.partitioned_by.map((text) => ({ text, result: readPartitionField(text, columns) }));
  return {
    fields: read.flatMap(({ result }) => (typeof result === 'object' ? [result] : [])),
    diagnostics: read.flatMap(({ text, result }) =>
      typeof result === 'string'
        ? [diagnose('partition-field-invalid', { model: node.name, field: text, why: result }, { at })]
        : [],
    ),
  };
}

/** Those entries of `partitioned_by` that are fields over these columns. */
export function fieldsOf(texts: readonly string[], columns: readonly Column[]): PartitionField[] {
  return texts.flatMap((text) => {
    const field = readPartitionField(text, columns);
    return typeof field === 'object' ? [field] : [];
  });
}

/** One entry of `partitioned_by`; a text says what is wrong with it, undefined that there is no such column, which a rule reports. Both orders of `bucket` and `truncate` are read, as Athena itself has both. */
export function readPartitionField(text: string, columns: readonly Column[]): PartitionField | string | undefined {
  const call = /^\s*(\w+)\s*\(\s*([^,]+?)\s*(?:,\s*([^,]+?)\s*)?\)\s*$/.exec(text);
  const words = call ? [call[2], call[3]].filter((word) => word !== undefined) : [text.trim()];
  const name = words.find((word) => !/^\d+$/.test(word));
  const number = words.find((word) => /^\d+$/.test(word));
  const transform = (call ? call[1]!.toLowerCase().replace(/s$/, '') : 'identity') as Transform;
  const wanted = unquoted(name ?? '').toLowerCase();
  const column = columns.find((candidate) => candidate.name.toLowerCase() === wanted);
  if (!column) return undefined;
  const problem = misfit(transform, number, column.type);
  if (problem !== undefined) return problem;
  const width = number === undefined ? undefined : Number(number);
  return { column: { name: column.name, type: column.type }, transform, ...(width !== undefined && { width }) };
}

function misfit(transform: Transform, number: string | undefined, type: string): string | undefined {
  if (transform === 'identity') {
    if (/^(real|double)/.test(type))
      return `values of type ${type}, which has NaN and infinities, do not come back from partitions as they went in`;
    return /^(array|map|row)/.test(type) ? `a column of type ${type} cannot be a partition` : undefined;
  }
  if (TIME_TRANSFORM.has(transform)) {
    if (number !== undefined) return `${transform} takes a column alone`;
    const fits = /^timestamp/.test(type) || (type === 'date' && transform !== 'hour');
    return fits ? undefined : `${transform} does not take a column of type ${type}`;
  }
  if (transform !== 'truncate' && transform !== 'bucket') return `there is no transform "${transform}"`;
  if (number === undefined || Number(number) < 1) return `${transform} takes a column and a number`;
  return PARTITIONABLE[transform].test(type) ? undefined : `${transform} does not take a column of type ${type}`;
}

/** A partitioning as one text, to compare a table's with what is configured. */
export function partitioningText(fields: readonly string[], columns: readonly Column[]): string {
  return fields
    .map((text) => {
      const field = readPartitionField(text, columns);
      if (typeof field !== 'object') return text.toLowerCase();
      return `${field.transform}(${field.column.name.toLowerCase()}${field.width === undefined ? '' : `, ${field.width}`})`;
    })
    .join(', ');
}

/** Whether the least and greatest value of a column can be written as text and read back as the same value. */
export function hasExactText(type: string): boolean {
  const kind = parseTrinoType(type)?.kind;
  return (
    kind !== undefined &&
    ['boolean', 'integer', 'bigint', 'decimal', 'varchar', 'date', 'timestamp', 'time'].includes(kind)
  );
}

function unquoted(name: string): string {
  return /^".*"$/.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name;
}
