import type { Use } from '../../../src/lineage/lineage.ts';
import { csvText } from '../format/csv.ts';
import type { ColumnGraph, ColumnRef } from './column-graph.ts';
import { columnsByNode, impactText, usesByNode, type Impact, type ImpactUse } from './impact.ts';
import type { SiteNodes } from './site.ts';
import { useVerbs } from './use-words.ts';

/** What a list that is carried away is made of. */
export interface ImpactList {
  readonly nodes: SiteNodes;
  readonly graph: ColumnGraph;
  readonly impact: Impact;
  /** Name of the node or column on which all this hangs. */
  readonly of: string;
}

const TAKES = 'takes its value';

/** One line a node, column or test: kind, unique id, name, column, how it depends, layer, owner, path. */
export function impactCsv({ nodes, graph, impact }: ImpactList): string {
  const how = howWords(nodes, graph, impact, (name) => name);
  const line = (index: number, column = '') => {
    const row = nodes.rows[index]!;
    const words = column ? TAKES : how(index);
    return [column ? 'column' : row.kind, row.id, row.name, column, words, row.layer, row.owner ?? '', row.path];
  };
  return csvText([
    ['kind', 'unique_id', 'name', 'column', 'how', 'layer', 'owner', 'path'],
    ...[...impact.models, ...impact.analyses, ...impact.exposures].map((index) => line(index)),
    ...impact.columns.map(({ node, column }) => line(node, graph.names[node]![column]!)),
    ...impact.tests.map(({ id, name, kind, node }) => {
      const home = node === undefined ? undefined : nodes.rows[node];
      return [kind, id, name, '', 'checks it', home?.layer ?? '', home?.owner ?? '', home?.path ?? ''];
    }),
  ]);
}

/** A list for a pull request or a message. */
export function impactMarkdown({ nodes, graph, impact, of }: ImpactList, sentence = impactText(impact)): string {
  const how = howWords(nodes, graph, impact, code);
  const names = (list: readonly number[]) => list.map((index) => `- ${code(nodes.rows[index]!.name)}: ${how(index)}`);
  const section = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? ['', `### ${title}`, '', ...lines] : [];
  const columns = [...columnsByNode(impact.columns)].map(
    ([node, list]) =>
      `- ${code(nodes.rows[node]!.name)}: ${list.map((column) => code(graph.names[node]![column]!)).join(', ')}`,
  );
  const tests = impact.tests.map(({ id, name }) => `- ${code(name)} (${code(id)})`);
  return [
    `## What depends on ${code(of)}`,
    '',
    sentence || 'Nothing.',
    ...section('Models', names(impact.models)),
    ...section('Columns made of it', columns),
    ...section('Analyses', names(impact.analyses)),
    ...section('Exposures', names(impact.exposures)),
    ...section('Tests', tests),
    '',
  ].join('\n');
}

/** How a node depends: `takes its value; joins by dim_device.device_id`. `asName` writes a column's name. */
function howWords(
  nodes: SiteNodes,
  graph: ColumnGraph,
  { columns, uses }: Impact,
  asName: (name: string) => string,
): (node: number) => string {
  const taking = columnsByNode(columns);
  const using = usesByNode(uses);
  const nameOf = ({ node, column }: ColumnRef) =>
    asName(`${nodes.rows[node]?.name ?? ''}.${graph.names[node]?.[column] ?? ''}`);
  return (node) => {
    const parts = [...namesByUse(using.get(node) ?? [], nameOf)].map(
      ([use, names]) => `${useVerbs([use], 'one')} ${[...names].join(', ')}`,
    );
    return [...(taking.has(node) ? [TAKES] : []), ...parts].join('; ') || 'reads';
  };
}

function namesByUse(
  uses: readonly ImpactUse[],
  nameOf: (of: ColumnRef) => string,
): ReadonlyMap<Use, ReadonlySet<string>> {
  const names = new Map<Use, Set<string>>();
  for (const { by, of } of uses) names.set(by.use, (names.get(by.use) ?? new Set()).add(nameOf(of)));
  return names;
}

/** Text as code of Markdown, whatever it holds. */
function code(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}
