import type { ColumnInfo, JsonObject } from '../project/project.ts';
import { formatTrinoType, parseTrinoType } from '../sql/types.ts';
import type { ContractColumn } from './fingerprint.ts';

/** Columns that are known otherwise than from YAML, as inferred ones: nearest of all. */
export type KnownColumns = (id: string) => readonly { readonly name: string; readonly type?: string }[] | undefined;

/** Columns by name as their readers know them. */
export function contractColumns(
  declared: Readonly<Record<string, Pick<ColumnInfo, 'name' | 'dataType' | 'constraints'>>>,
  known: ReturnType<KnownColumns>,
): readonly ContractColumn[] {
  const described = Object.values(declared);
  const types = new Map((known ?? []).map(({ name, type }) => [name.toLowerCase(), type]));
  const others = (known ?? []).filter(({ name }) => !described.some((column) => isSame(column.name, name)));
  return [
    ...described.map(({ name, dataType, constraints }) =>
      contractColumn(name, types.get(name.toLowerCase()) ?? dataType, !constraints.some(forbidsNull)),
    ),
    ...others.map(({ name, type }) => contractColumn(name, type, true)),
  ];
}

function contractColumn(name: string, dataType: string | undefined, nullable: boolean): ContractColumn {
  const parsed = dataType === undefined ? undefined : parseTrinoType(dataType);
  const type = parsed ? formatTrinoType(parsed) : dataType?.trim().toLowerCase();
  return { name: name.toLowerCase(), ...(type !== undefined && { type }), nullable };
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function forbidsNull({ type }: JsonObject): boolean {
  return type === 'not_null' || type === 'primary_key';
}
