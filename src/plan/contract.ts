import type { Column } from '../engines/engine.ts';
import type { ColumnInfo, NodeConfig, RelationNode } from '../project/project.ts';
import { canCoerce, parseTrinoType } from '../sql/types.ts';
import { isNotNull } from './columns.ts';
import { storedType } from './schema-change.ts';

/** What an enforced contract is made of. */
export interface ContractedNode extends Pick<RelationNode, 'columns'> {
  readonly config: Pick<NodeConfig, 'contract'>;
}

/**
 * The type that a column is stored as because its contract says so; undefined where there is none, or the query's type does not become it by itself
 * (as an integer becomes a bigint), which breaks the contract.
 */
export function promisedType(node: ContractedNode, column: Column): string | undefined {
  const declared = contracted(node, column.name)?.dataType;
  const wanted = declared === undefined ? undefined : parseTrinoType(declared);
  const given = parseTrinoType(column.type);
  return declared !== undefined && wanted && given && canCoerce(given, wanted) ? storedType(declared) : undefined;
}

/** Columns that an enforced contract keeps from being NULL, by their names in the query. */
export function promisedNotNull(node: ContractedNode, columns: readonly Column[]): string[] {
  return columns.flatMap(({ name }) => {
    const column = contracted(node, name);
    return column && isNotNull(column) ? [name] : [];
  });
}

function contracted({ config, columns }: ContractedNode, name: string): ColumnInfo | undefined {
  if (!config.contract.enforced) return undefined;
  const folded = name.toLowerCase();
  return columns[name] ?? Object.values(columns).find((column) => column.name.toLowerCase() === folded);
}
