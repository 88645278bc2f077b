import type { SeedNode } from '../../project/project.ts';
import type { FileRange } from '../positions/template-map.ts';

/** Where a column stands in the header of a seed's file; undefined where it is not in its first line. */
export function headerCell({ path, config }: SeedNode, column: string, text: string): FileRange | undefined {
  let start = 0;
  for (const { cell, name } of cellsOf(text, config.delimiter)) {
    if (name.toLowerCase() === column.toLowerCase()) {
      const from = start + cell.indexOf(name);
      return { file: path, start: from, end: from + name.length };
    }
    start += cell.length + config.delimiter.length;
  }
  return undefined;
}

/** The name of the header's cell at an offset. */
export function headerCellAt({ config }: SeedNode, offset: number, text: string): string | undefined {
  let start = 0;
  for (const { cell, name } of cellsOf(text, config.delimiter)) {
    if (offset >= start && offset <= start + cell.length) return name;
    start += cell.length + config.delimiter.length;
  }
  return undefined;
}

function cellsOf(text: string, delimiter: string): readonly { readonly cell: string; readonly name: string }[] {
  const [header = ''] = text.split(/\r?\n/, 1);
  return header.split(delimiter).map((cell) => ({ cell, name: cell.trim().replace(/^"(.*)"$/, '$1') }));
}
