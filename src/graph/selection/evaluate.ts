import { diagnose, DiagnosticError, didYouMean, type Diagnostic } from '../../diagnostics/index.ts';
import { withCoveredTests, withTests, type Selected } from './indirect.ts';
import { methods } from './methods.ts';
import type { SearchSpace } from './search.ts';
import { selectorNamed, selectorNames } from './selectors.ts';
import type { Combination, Criterion, IndirectSelection, Spec } from './spec.ts';
import { ancestors, descendants } from './walk.ts';

/** One evaluation of a selection: where to search, how tests join, what was found odd on the way. */
export interface Evaluation {
  readonly space: SearchSpace;
  readonly mode: IndirectSelection;
  /** Called once for each criterion that matches nothing. */
  readonly warn: (diagnostic: Diagnostic) => void;
  /** Selectors being resolved, outermost first, to find those that lead back to themselves. */
  readonly within: readonly string[];
}

/** Finds what a parsed selection selects, tests of the selected nodes included. Throws a DiagnosticError where a criterion makes no sense. */
export function evaluate(spec: Spec, evaluation: Evaluation): Selected {
  if (spec.kind !== 'criterion') return combine(spec, evaluation);
  const { graph } = evaluation.space;
  if (spec.method === 'selector')
    return { direct: related(spec, evaluation, bySelector(spec, evaluation)), indirect: new Set() };
  const matches = search(spec, evaluation);
  if (matches.size === 0) evaluation.warn(nothingMatches(spec, evaluation.space));
  return withTests(graph, related(spec, evaluation, matches), spec.indirect ?? evaluation.mode);
}

function combine(spec: Combination, evaluation: Evaluation): Selected {
  const parts = spec.parts.map((part) => evaluate(part, evaluation));
  const direct = combineSets(
    spec.kind,
    parts.map((part) => part.direct),
  );
  const indirect = combineSets(
    spec.kind,
    parts.map((part) => (part.indirect.size === 0 ? part.direct : new Set([...part.direct, ...part.indirect]))),
  );
  // As in dbt: only what the command line combines takes in tests whose parents came from several parts.
  const combined = withCoveredTests(
    evaluation.space.graph,
    { direct, indirect },
    spec.raw === undefined ? 'eager' : evaluation.mode,
  );
  if (spec.kind === 'intersection' && spec.raw !== undefined && combined.direct.size === 0 && parts.every(isFull)) {
    evaluation.warn(
      diagnose(
        'selection-empty',
        { raw: spec.raw },
        { hint: 'Each of its criteria matches, but no node matches all.' },
      ),
    );
  }
  return combined;
}

function combineSets(kind: Combination['kind'], sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const [first = new Set<string>(), ...rest] = sets;
  if (rest.length === 0) return first;
  if (kind === 'intersection') return new Set([...first].filter((id) => rest.every((set) => set.has(id))));
  if (kind === 'difference') return new Set([...first].filter((id) => !rest.some((set) => set.has(id))));
  const all = new Set(first);
  for (const set of rest) for (const id of set) all.add(id);
  return all;
}

function search(criterion: Criterion, { space }: Evaluation): ReadonlySet<string> {
  const method = Object.hasOwn(methods, criterion.method) ? methods[criterion.method] : undefined;
  if (!method) throw new DiagnosticError([explainMethod(criterion)]);
  if (method.allowed && !method.allowed.includes(criterion.value)) {
    const params = { method: criterion.method, value: criterion.value, allowed: method.allowed };
    throw new DiagnosticError([
      diagnose('selection-value-unknown', params, { hint: didYouMean(criterion.value, method.allowed) }),
    ]);
  }
  if (criterion.method === 'result' && !space.previous.results) {
    throw new DiagnosticError([needsState('result', 'run_results.json')]);
  }
  if (criterion.method === 'state' && !space.previous.changes) {
    throw new DiagnosticError([space.previous.changesProblem ?? needsState('state', 'manifest.json')]);
  }
  return new Set(method.find(space, criterion));
}

function related(criterion: Criterion, { space }: Evaluation, matches: ReadonlySet<string>): ReadonlySet<string> {
  const { graph } = space;
  const all = new Set(matches);
  const add = (ids: Iterable<string>) => {
    for (const id of ids) all.add(id);
  };
  if (criterion.childrensParents) {
    const below = new Set([...matches, ...descendants(graph, matches)]);
    add(below);
    add(ancestors(graph, below));
  }
  add(ancestors(graph, matches, criterion.parents));
  add(descendants(graph, matches, criterion.children));
  return all;
}

// A selector stands for its own result, tests and exclusions included: its tests are not looked for again.
function bySelector(criterion: Criterion, evaluation: Evaluation): ReadonlySet<string> {
  const { project } = evaluation.space;
  const found = new Set<string>();
  for (const name of selectorNames(project, criterion.value)) {
    if (evaluation.within.includes(name)) {
      const names = [...evaluation.within.slice(evaluation.within.indexOf(name)), name];
      throw new DiagnosticError([diagnose('selector-cycle', { names })]);
    }
    const inner = evaluate(selectorNamed(project, name), { ...evaluation, within: [...evaluation.within, name] });
    for (const id of inner.direct) found.add(id);
  }
  return found;
}

const UNAVAILABLE: ReadonlyMap<string, string> = new Map([
  ['version', 'models have no versions'],
  ['metric', 'there are no metrics'],
  ['semantic_model', 'there are no semantic models'],
  ['saved_query', 'there are no saved queries'],
  ['source_status', 'comparing with earlier freshness results is not available yet'],
]);

function needsState(method: string, file: string): Diagnostic {
  return diagnose('selection-needs-state', { method, file });
}

function explainMethod({ method }: Criterion): Diagnostic {
  const reason = UNAVAILABLE.get(method);
  if (reason !== undefined) return diagnose('selection-method-unavailable', { method, reason });
  const known = [...Object.keys(methods), 'selector'];
  return diagnose('selection-method-unknown', { method, known }, { hint: didYouMean(method, known) });
}

function nothingMatches(criterion: Criterion, space: SearchSpace): Diagnostic {
  const hint = methods[criterion.method]?.suggest(space, criterion);
  return diagnose('selection-empty', { raw: criterion.raw }, { hint });
}

function isFull(part: Selected): boolean {
  return part.direct.size > 0;
}
