import { columnPlace, outputPlace } from '../columns/column-place.ts';
import { nodeLabel } from '../columns/column-text.ts';
import { nodePlace } from '../names/find-named.ts';
import { fileRange, isInserted, type FileRange } from '../positions/template-map.ts';
import { itemName, tokensIn } from '../positions/tree-path.ts';
import { formatTrinoType } from '../../sql/types.ts';
import type { OutputColumn } from '../../bind/bound.ts';
import type { TextRange } from '../../sql/tree.ts';
import type { AnalysedProject, Reading } from '../analysis.ts';

export type SymbolKind = 'model' | 'source' | 'column' | 'common-table' | 'macro' | 'test';

export interface FileSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  readonly detail?: string;
  /** Where its name stands. */
  readonly range: FileRange;
  readonly children: readonly FileSymbol[];
}

/** What a file defines: CTEs and columns of a query, macros, the entries of a YAML file with their columns. */
export function symbolsOf(project: AnalysedProject, file: string): readonly FileSymbol[] {
  const { nodes, sources, macros } = project.opened.project;
  const queries = project.nodesIn(file).flatMap((id): FileSymbol[] => {
    const node = nodes[id]!;
    const reading = project.readingsOf(id)[0];
    const range = node.span.file === file ? node.span : { file, start: 0, end: 0 };
    const kind = node.resourceType === 'test' ? 'test' : 'model';
    return [{ name: node.name, kind, range, children: reading ? querySymbols(project, reading) : [] }];
  });
  const here = (span: FileRange) => span.file === file;
  const described = [...Object.values(nodes), ...Object.values(sources)].filter(
    (one) => here(one.span) && one.resourceType !== 'test' && !project.nodesIn(file).includes(one.uniqueId),
  );
  const entries = described.map((one): FileSymbol => {
    const columns = 'columns' in one ? Object.values(one.columns).filter(({ span }) => here(span)) : [];
    return {
      name: nodeLabel(project, one.uniqueId),
      kind: one.resourceType === 'source' ? 'source' : 'model',
      range: one.span,
      children: columns.map(({ name, span }) => ({ name, kind: 'column', range: span, children: [] })),
    };
  });
  const defined = Object.values(macros)
    .filter(({ span }) => here(span))
    .map(({ name, span, kind }): FileSymbol => {
      return { name, kind: kind === 'test' ? 'test' : 'macro', range: span, children: [] };
    });
  return [...queries, ...entries, ...defined].sort((a, b) => a.range.start - b.range.start);
}

function querySymbols(project: AnalysedProject, reading: Reading): readonly FileSymbol[] {
  const { bound, whole } = reading;
  if (!bound) return [];
  const tables = (bound.statement.query.with?.tables ?? []).flatMap(({ name, at }): FileSymbol[] => {
    const token = at && !isInserted(whole, at) ? tokensIn(whole.text, at)[0] : undefined;
    const range = token && fileRange(reading, token);
    return range ? [{ name, kind: 'common-table', range, children: [] }] : [];
  });
  const columns = (bound.columns ?? []).flatMap((column): FileSymbol[] => {
    const { name, type, at, made } = column;
    if (!at || isInserted(whole, at)) return [];
    const range = made.by === 'set-operation' ? outputPlace(project, reading, column) : fileRange(reading, nameIn(column, at, whole.text)); // prettier-ignore
    if (name === undefined || range?.file !== reading.source.file) return [];
    return [{ name, kind: 'column', range, children: [], ...(type && { detail: formatTrinoType(type) }) }];
  });
  return [...tables, ...columns];
}

function nameIn({ made }: OutputColumn, at: TextRange, text: string): TextRange {
  return made.by === 'expression' ? itemName(at, text) : at;
}

export interface ProjectSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  readonly within?: string;
  readonly place: FileRange;
}

/** At most so many answers to one search. */
const MAX_FOUND = 200;

/** Models, sources, macros and columns whose names hold the letters of a text, in its order: those that begin with it first. */
export function findSymbols(project: AnalysedProject, query: string): readonly ProjectSymbol[] {
  const wanted = query.toLowerCase();
  const ranked = candidates(project, wanted)
    .map((one) => ({ one, rank: rankOf(one.name.toLowerCase(), wanted) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank || a.one.name.length - b.one.name.length);
  return ranked.slice(0, MAX_FOUND).flatMap(({ one: { place, ...rest } }) => {
    const at = place();
    return at ? [{ ...rest, place: at }] : [];
  });
}

type Candidate = Omit<ProjectSymbol, 'place'> & { readonly place: () => FileRange | undefined };

function candidates(project: AnalysedProject, wanted: string): readonly Candidate[] {
  const { nodes, sources, macros } = project.opened.project;
  const models = Object.values(nodes).flatMap((node): Candidate[] =>
    'relation' in node
      ? [{ name: node.name, kind: 'model', within: node.resourceType, place: () => nodePlace(node) }]
      : [],
  );
  const tables = Object.values(sources).map((one): Candidate => {
    return { name: `${one.sourceName}.${one.name}`, kind: 'source', within: 'source', place: () => one.span };
  });
  const calls = Object.values(macros).map((one): Candidate => {
    return { name: one.name, kind: one.kind === 'test' ? 'test' : 'macro', place: () => one.span };
  });
  // Without a word there are too many of them to be of use.
  const columns = wanted === '' ? [] : columnCandidates(project);
  return [...models, ...tables, ...calls, ...columns];
}

function columnCandidates(project: AnalysedProject): Candidate[] {
  const { nodes, sources } = project.opened.project;
  return [...Object.values(nodes), ...Object.values(sources)].flatMap((of): Candidate[] => {
    if (!('relation' in of)) return [];
    const within = nodeLabel(project, of.uniqueId);
    return (project.columnsOf(of.uniqueId) ?? []).map(({ name }) => {
      const place = () =>
        columnPlace(project, { id: of.uniqueId, column: name }) ?? ('sourceName' in of ? of.span : nodePlace(of));
      return { name: `${within}.${name}`, kind: 'column', within, place };
    });
  });
}

/** Less is better; below 0: the letters are not there. */
function rankOf(name: string, wanted: string): number {
  const at = name.indexOf(wanted);
  if (at >= 0) return at === 0 || /[._]/.test(name[at - 1]!) ? 0 : 1;
  let from = 0;
  for (const letter of wanted) {
    from = name.indexOf(letter, from) + 1;
    if (from === 0) return -1;
  }
  return 2;
}
