import { formatTrinoType, parseTrinoType, type TrinoType } from '../sql/types.ts';

/** A column or a field within one, as the schema facet says it. */
export interface SchemaField {
  readonly name: string;
  readonly type?: string;
  readonly description?: string;
  readonly ordinal_position?: number;
  readonly fields?: readonly SchemaField[];
}

export interface DescribedColumn {
  readonly name: string;
  /** Trino's, in any spelling that lakemodel reads. */
  readonly type?: string;
  readonly description?: string;
}

/** Columns in their order, with what they hold: fields of rows, elements of arrays, keys and values of maps. */
export function schemaFields(columns: readonly DescribedColumn[]): readonly SchemaField[] {
  return columns.map(({ name, type, description }, index) => {
    const tree = type === undefined ? undefined : parseTrinoType(type);
    return {
      name,
      ...(type !== undefined && { type: tree ? outerName(tree) : type }),
      ...(description !== undefined && description !== '' && { description }),
      ordinal_position: index + 1,
      ...nested(tree),
    };
  });
}

/** As other integrations nest them: an array has the field `_element`, a map `key` and `value`, a row its own. */
function nested(type: TrinoType | undefined): { readonly fields?: readonly SchemaField[] } {
  if (type?.kind === 'row')
    return { fields: type.fields.map((field, index) => fieldOf(field.name ?? `field${index}`, field.type)) };
  // What an array of plain values holds, its type says already.
  if (type?.kind === 'array' && holdsRows(type)) return { fields: [fieldOf('_element', type.element)] };
  if (type?.kind === 'map' && holdsRows(type))
    return { fields: [fieldOf('key', type.key), fieldOf('value', type.value)] };
  return {};
}

function fieldOf(name: string, type: TrinoType): SchemaField {
  return { name, type: outerName(type), ...nested(type) };
}

/** Of what holds rows the kind alone: its fields follow. */
function outerName(type: TrinoType): string {
  if (type.kind === 'row') return 'row';
  return holdsRows(type) ? type.kind : formatTrinoType(type);
}

function holdsRows(type: TrinoType): boolean {
  if (type.kind === 'row') return true;
  if (type.kind === 'array') return holdsRows(type.element);
  return type.kind === 'map' && (holdsRows(type.key) || holdsRows(type.value));
}
