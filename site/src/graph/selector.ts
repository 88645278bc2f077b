import { didYouMean } from '../../../src/diagnostics/suggest.ts';
import { reach, type NodeGraphData } from './neighbourhood.ts';
import { METHODS, ONLY_ON_THE_COMMAND_LINE } from './selector-methods.ts';
import { parseSelector, type Criterion, type SelectorProblem, type Term } from './selector-parse.ts';

export interface Selected {
  /** Indexes of nodes, ascending; none where there is an error. */
  readonly nodes: readonly number[];
  /** Errors, and warnings of criteria that match nothing. */
  readonly problems: readonly SelectorProblem[];
}

/** Nodes that a selector finds, in the semantics of `src/graph/selection`. Macros are no part of the graph. */
export function selectNodes(graph: NodeGraphData, text: string): Selected {
  const { selector, problems: wrong } = parseSelector(text);
  const problems = [...wrong, ...[...selector.include, ...selector.exclude].flat().flatMap(problemOf)];
  if (problems.length > 0) return { nodes: [], problems };
  const union = (terms: readonly Term[]) => new Set(terms.flatMap((term) => [...matchTerm(graph, term, problems)]));
  const everything = () => graph.rows.flatMap((row, index) => (row.kind === 'macro' ? [] : index));
  const included = selector.include.length === 0 ? everything() : [...union(selector.include)];
  const excluded = union(selector.exclude);
  return { nodes: included.filter((node) => !excluded.has(node)).sort((a, b) => a - b), problems };
}

function problemOf({ method, value, at }: Criterion): readonly SelectorProblem[] {
  const found = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
  if (!found) return [unknownMethod(method, at)];
  if (!found.allowed || found.allowed.includes(value)) return [];
  const hint = didYouMean(value, found.allowed) ?? `Use one of: ${found.allowed.join(', ')}.`;
  return [{ severity: 'error', message: `"${value}" is not a value of "${method}".`, hint, at }];
}

function unknownMethod(method: string, at: SelectorProblem['at']): SelectorProblem {
  const known = Object.keys(METHODS);
  const isElsewhere = ONLY_ON_THE_COMMAND_LINE.includes(method.split('.')[0] ?? '');
  return {
    severity: 'error',
    message: isElsewhere
      ? `"${method}" works on the command line alone: lakemodel ls --select …`
      : `"${method}" is not a method of selection.`,
    hint: didYouMean(method, known) ?? `Use one of: ${known.join(', ')}.`,
    at,
  };
}

function matchTerm(graph: NodeGraphData, term: Term, problems: SelectorProblem[]): ReadonlySet<number> {
  const sets = term.map((criterion) => matchCriterion(graph, criterion, problems));
  const [first = new Set<number>(), ...rest] = sets;
  const both = new Set([...first].filter((node) => rest.every((set) => set.has(node))));
  const [start, end] = [term[0], term.at(-1)];
  if (rest.length > 0 && both.size === 0 && sets.every((set) => set.size > 0) && start && end) {
    const at = { start: start.at.start, end: end.at.end };
    problems.push({ severity: 'warning', message: 'Each of these criteria matches, but no node matches all.', at });
  }
  return both;
}

function matchCriterion(graph: NodeGraphData, criterion: Criterion, problems: SelectorProblem[]): ReadonlySet<number> {
  const { method, value, at } = criterion;
  const { matcher, candidates } = METHODS[method] as (typeof METHODS)[string];
  const match = matcher(value);
  const matches = graph.rows.flatMap((row, index) => (row.kind !== 'macro' && match(row) ? index : []));
  if (matches.length === 0) {
    const hint = didYouMean(
      value,
      graph.rows.flatMap((row) => (row.kind === 'macro' ? [] : candidates(row))),
    );
    problems.push({ severity: 'warning', message: `"${value}" matches nothing.`, hint, at });
  }
  return withRelatives(graph, criterion, matches);
}

function withRelatives(graph: NodeGraphData, criterion: Criterion, matches: readonly number[]): ReadonlySet<number> {
  const all = new Set(matches);
  const add = (nodes: Iterable<number>) => {
    for (const node of nodes) all.add(node);
  };
  if (criterion.childrensParents) {
    const below = new Set([...matches, ...reach(graph, matches, 'down')]);
    add(below);
    add(reach(graph, below, 'up'));
  }
  add(reach(graph, matches, 'up', criterion.up));
  add(reach(graph, matches, 'down', criterion.down));
  return all;
}
