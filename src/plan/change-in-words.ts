import type { SchemaChange } from './plan.ts';

/** One change of a table for people: `add column x`. */
export function changeInWords(change: SchemaChange): string {
  switch (change.kind) {
    case 'add-column':
      return `add ${change.in ? 'field' : 'column'} ${[...(change.in ?? []), change.column.name].join('.')}`;
    case 'drop-column':
      return `drop column ${change.column}`;
    case 'widen-column':
      return `widen column ${change.column.name}`;
  }
}
