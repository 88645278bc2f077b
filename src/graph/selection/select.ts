import { diagnose, DiagnosticError, MAX_DIAGNOSTICS, type Diagnostic, type Outcome } from '../../diagnostics/index.ts';
import type { Project } from '../../project/project.ts';
import type { Graph } from '../graph.ts';
import { evaluate } from './evaluate.ts';
import type { Member } from './members.ts';
import { parseArguments } from './parse-criterion.ts';
import { createSearchSpace, type PreviousState } from './search.ts';
import { defaultSelector, selectorNamed } from './selectors.ts';
import type { IndirectSelection, Spec } from './spec.ts';

export interface SelectOptions {
  readonly project: Project;
  readonly graph: Graph;
  /** `--select` and `--exclude`: absent or empty means everything, and nothing. */
  readonly select?: readonly string[];
  readonly exclude?: readonly string[];
  /** `--selector`: the name of a YAML selector, instead of the two above. */
  readonly selector?: string;
  /** What the command works on; absent: everything. */
  readonly resourceTypes?: readonly Member['resourceType'][];
  /** Which tests of selected nodes join; default `eager`. */
  readonly indirectSelection?: IndirectSelection;
  readonly previous?: PreviousState;
}

export interface Selection {
  /** Unique ids in the graph's order. */
  readonly ids: readonly string[];
}

/**
 * Finds what a command works on, in dbt's grammar. Without any selection it is the selector with `default: true`, or everything.
 * A criterion that matches nothing is a warning, one that makes no sense an error (and nothing is selected).
 */
export function select(options: SelectOptions): Outcome<Selection> {
  const { project, graph } = options;
  const warnings = new Map<string, Diagnostic>();
  const warn = (diagnostic: Diagnostic) => {
    if (warnings.size < MAX_DIAGNOSTICS) warnings.set(diagnostic.message, diagnostic);
  };
  try {
    const space = createSearchSpace(project, graph, options.previous ?? {});
    const { included, excluded, within } = parseOptions(options);
    const evaluation = { space, mode: options.indirectSelection ?? 'eager', warn, within };
    const chosen = included ? evaluate(included, evaluation).direct : new Set(space.members.keys());
    const left = excluded ? evaluate(excluded, evaluation).direct : new Set<string>();
    const selected = graph.order.filter((id) => chosen.has(id) && !left.has(id));
    const typeOf = (id: string) => (space.members.get(id) as Member).resourceType;
    const types = options.resourceTypes;
    const ids = types ? selected.filter((id) => types.includes(typeOf(id))) : selected;
    if (types && ids.length === 0 && selected.length > 0) {
      warn(diagnose('selection-other-types', { found: [...new Set(selected.map(typeOf))].sort(), wanted: types }));
    }
    return { value: Object.freeze({ ids: Object.freeze(ids) }), diagnostics: [...warnings.values()] };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return { value: { ids: [] }, diagnostics: error.diagnostics };
  }
}

interface Parsed {
  /** Undefined: everything. */
  readonly included?: Spec;
  readonly excluded?: Spec;
  readonly within: readonly string[];
}

function parseOptions({ project, select: items = [], exclude = [], selector }: SelectOptions): Parsed {
  const given = items.length + exclude.length > 0;
  if (selector !== undefined && given) throw new DiagnosticError([diagnose('selection-twice', { selector })]);
  const name = given ? undefined : (selector ?? defaultSelector(project));
  if (name !== undefined) return { included: selectorNamed(project, name), within: [name] };
  return {
    ...(items.length > 0 && { included: parseArguments(items) }),
    ...(exclude.length > 0 && { excluded: parseArguments(exclude) }),
    within: [],
  };
}
