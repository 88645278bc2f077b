import { indexOfWords } from './word-index-of.ts';
import type { CheckKind, CheckRow, NodeKind, NodeRow, Overview } from '../../../../src/docs/site-data.ts';
import { indexChecks, indexColumns, indexNodes, indexWords } from '../search-index.ts';
import type { IndexedNodes, SearchIndex } from '../search-index.ts';
import { CHECKS_TEXT, NODES_TEXT } from './project-text.ts';

/** The index of this repository's own project. */
export function projectIndex(): SearchIndex {
  const lines = NODES_TEXT.split('\n').map((line) => line.split('|'));
  const rows = lines.map(nodeRow);
  const names = lines.map((fields) => (fields[6] ?? '').split(' ').filter(Boolean));
  const descriptions = indexOfWords(lines.map((fields) => fields[7] ?? ''));
  return finish(
    makeIndex({ rows, names, checks: checkRows(rows), words: { descriptions, sql: { words: [], nodes: [] } } }),
  );
}

/** Everything that an index may be made of. */
export interface IndexInput {
  readonly rows: readonly NodeRow[];
  readonly names: readonly (readonly string[])[];
  readonly checks?: readonly CheckRow[];
  readonly words?: Parameters<typeof indexWords>[1];
}

/** Runs all steps of an index, one after the other. */
export function* makeIndex({ rows, names, checks = [], words }: IndexInput): Generator<void, SearchIndex> {
  const index = yield* indexNodes({ rows, children: childrenOf(rows) }, layersOf(rows));
  const withColumns = yield* indexColumns(index, { names, edges: [] });
  const withChecks = yield* indexChecks(withColumns, checks);
  return words ? yield* indexWords(withChecks, words) : withChecks;
}

/** Runs a generator to its end at once. */
export function finish<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

function nodeRow(
  [kind, layer, name, tags, owner, parents]: readonly string[],
  _at: number,
  all: readonly (readonly string[])[],
): NodeRow {
  const indexOf = (parent: string) => all.findIndex((fields) => fields[2] === parent);
  return {
    id: `${kind!}.machine_service.${name!}`,
    kind: kind as NodeKind,
    name: name!,
    path: '',
    fqn: [],
    layer: layer!,
    ...(tags && { tags: tags.split(',') }),
    ...(owner && { owner }),
    shard: 0,
    parents: (parents ?? '')
      .split(',')
      .filter(Boolean)
      .map(indexOf)
      .filter((at) => at >= 0),
    health: 'unknown',
  };
}

function checkRows(rows: readonly NodeRow[]): readonly CheckRow[] {
  return CHECKS_TEXT.split('\n').map((line, at) => {
    const [kind, name, column, node] = line.split('|');
    const index = rows.findIndex((row) => row.name === node);
    const about = column ? { column, about: column } : {};
    const check = {
      id: `test.${at}`,
      kind: kind as CheckKind,
      name: name!,
      ...about,
      shard: 0,
      health: 'unknown' as const,
    };
    return index < 0 ? check : { ...check, node: index };
  });
}

function childrenOf(rows: readonly NodeRow[]): IndexedNodes['children'] {
  return rows.map((_, parent) => rows.flatMap((row, child) => (row.parents.includes(parent) ? [child] : [])));
}

/** Layers in the order of the flow, as the overview has them. */
function layersOf(rows: readonly NodeRow[]): Overview['layers'] {
  const flow = ['crm', 'erp', 'telemetry', 'seeds', 'bronze', 'snapshots', 'silver', 'gold', 'analyses', 'exposures'];
  const others = [...new Set(rows.map(({ layer }) => layer))].filter((name) => !flow.includes(name));
  return [...others, ...flow].map((name) => ({ name, nodes: 1, health: 'ok' as const }));
}
