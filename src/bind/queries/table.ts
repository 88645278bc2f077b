import type { CatalogRelation } from '../catalog.ts';
import type { TableRelation } from '../bound.ts';
import type { Binding } from '../context.ts';
import type { Scope } from '../scope.ts';
import { columnsOfOutputs, named, type Offer, type RelationColumn } from './offer.ts';

/** Binds a name in FROM: a common table in force, where it has one part, or a relation of the catalog. */
export function bindTable(relation: TableRelation, scope: Scope, binding: Binding): Offer {
  const { parts, alias, at } = relation;
  const common = parts.length === 1 ? scope.tables.get(String(parts[0]).toLowerCase()) : undefined;
  if (common) {
    binding.notes.setTable(relation, { kind: 'common-table', table: common.table });
    return named(common.columns && columnsOfOutputs(common.columns), { alias, own: parts, at }, binding);
  }
  const found = binding.catalog.find(parts);
  binding.notes.setTable(relation, found ? { kind: 'catalog', relation: found } : { kind: 'unknown' });
  return named(found && catalogColumns(found), { alias, own: parts, at }, binding);
}

function catalogColumns(table: CatalogRelation): readonly RelationColumn[] | undefined {
  return table.columns?.map(({ name, type, nullable }) => ({
    name,
    type,
    nullable,
    from: { kind: 'table', table, column: name },
  }));
}
