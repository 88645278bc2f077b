import type { ColumnsOf } from './bound-text.ts';
import type { Renaming } from './world.ts';
import { sameName } from './words.ts';

/** The columns of nodes as they are after the rename. */
export function renamedColumns({
  world,
  nodes,
  name,
  newName,
}: Pick<Renaming, 'world' | 'nodes' | 'name' | 'newName'>): ColumnsOf {
  return (id) => {
    const columns = world.columnsOf(id);
    if (!nodes.has(id)) return columns;
    return columns?.map((column) => (sameName(column.name, name) ? { ...column, name: newName } : column));
  };
}
