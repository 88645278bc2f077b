import { diagnose, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import type { CatalogTable } from '../engines/engine.ts';
import { placeAt } from '../graph/index.ts';
import type { PulledTable } from '../lakemodel.ts';
import { pullColumns, type SameType, type TableEdited } from '../project/index.ts';
import type { Project, SourceTable } from '../project/project.ts';
import { quoteRelation } from '../sql/quote.ts';
import { formatTrinoType, parseTrinoType, toDuckDbType } from '../sql/types.ts';

/** A declared source with its table in the catalog. */
export interface FoundTable {
  readonly source: SourceTable;
  readonly table: CatalogTable;
}

/** New texts of the files that declare sources, with their columns as the catalog has them, and what became of each. */
export function pullDeclared(
  found: readonly FoundTable[],
  project: Project,
): Outcome<{ texts: Map<string, string>; tables: PulledTable[] }> {
  const texts = new Map<string, string>();
  const tables: PulledTable[] = [];
  const diagnostics: Diagnostic[] = [];
  const files = new Set(found.map(({ source }) => source.span.file));
  for (const file of [...files].sort()) {
    const here = found.filter(({ source }) => source.span.file === file);
    const edits = here.map(({ source, table }) => ({
      id: source.uniqueId,
      offset: source.span.start,
      columns: table.columns,
    }));
    const before = project.texts[file] ?? '';
    const edited = pullColumns(before, edits, sameTypeIn(project));
    if (edited.text !== before) texts.set(file, edited.text);
    for (const [index, one] of edited.tables.entries()) {
      const source = (here[index] as FoundTable).source;
      diagnostics.push(...notesOn(one, source, project));
      const { added, retyped } = one;
      const changed = added.length + retyped.length > 0;
      if (changed) tables.push({ name: labelOf(source), file, isNew: false, added, retyped });
    }
  }
  return { value: { texts, tables }, diagnostics };
}

function notesOn({ gone, problem }: TableEdited, source: SourceTable, project: Project): Diagnostic[] {
  const label = labelOf(source);
  const at = placeAt(project, source.span);
  return [
    ...(problem === undefined
      ? []
      : [diagnose('sources-pull-not-editable', { source: label, reason: problem }, { at })]),
    ...gone.map((column) => {
      const span = source.columns[column]?.span ?? source.span;
      return diagnose('source-column-gone', { source: label, column }, { at: placeAt(project, span) });
    }),
  ];
}

/** Types that are one in this catalog: the embedded engine keeps no lengths of varchar, and microseconds where a timestamp says milliseconds. */
function sameTypeIn({ target }: Project): SameType {
  return (declared, found) => {
    const [a, b] = [parseTrinoType(declared), parseTrinoType(found)];
    if (!a || !b) return declared.trim().toLowerCase() === found.toLowerCase();
    if (formatTrinoType(a) === formatTrinoType(b)) return true;
    return target.type === 'duckdb' && toDuckDbType(a) !== undefined && toDuckDbType(a) === toDuckDbType(b);
  };
}

/** Nothing stands under the name of a source. */
export function missing(source: SourceTable, project: Project): Diagnostic {
  const relation = quoteRelation(source.relation, 'athena');
  return diagnose(
    'source-relation-missing',
    { source: labelOf(source), relation },
    { at: placeAt(project, source.span) },
  );
}

function labelOf({ sourceName, name }: SourceTable): string {
  return `${sourceName}.${name}`;
}
