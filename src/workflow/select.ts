import { hasErrors, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import { select, type NodeChange } from '../graph/index.ts';
import type { Invocation, RunCommand } from '../lakemodel.ts';
import { readPrevious } from './changes.ts';
import type { OpenProject } from './open-project.ts';

type ResourceType = NonNullable<Parameters<typeof select>[0]['resourceTypes']>[number];

/** What each command works on; `--resource-type` narrows it. */
const TYPES: Readonly<Record<RunCommand, readonly ResourceType[]>> = {
  build: ['model', 'seed', 'snapshot', 'test', 'unit_test'],
  run: ['model'],
  seed: ['seed'],
  snapshot: ['snapshot'],
  test: ['test', 'unit_test'],
};
/** As in dbt, analyses are listed and compiled only where they are asked for. */
const LISTED: readonly ResourceType[] = ['model', 'seed', 'snapshot', 'source', 'exposure', 'test', 'unit_test'];

export interface Selected extends Outcome<readonly string[] | undefined> {
  /** By unique id, where the selection compares with an earlier manifest. */
  readonly changes?: ReadonlyMap<string, NodeChange>;
}

/**
 * The unique ids that a command works on, in graph order; undefined, with diagnostics, where the selection makes no sense. Reads what an
 * earlier run left, where the selection asks for it.
 */
export async function selectFor(
  command: RunCommand | 'ls' | undefined,
  opened: OpenProject,
  invocation: Invocation,
): Promise<Selected> {
  const { project, graph } = opened;
  const previous = await readPrevious(opened, invocation);
  if (hasErrors(previous.diagnostics)) return { value: undefined, diagnostics: previous.diagnostics };
  const own = command === 'ls' ? LISTED : command ? TYPES[command] : undefined;
  const wanted = invocation.resourceTypes as readonly ResourceType[];
  const types =
    wanted.length > 0 ? (command === 'ls' ? wanted : (own?.filter((type) => wanted.includes(type)) ?? wanted)) : own;
  const outcome = select({
    project,
    graph,
    select: invocation.select,
    exclude: invocation.exclude,
    indirectSelection: invocation.indirectSelection,
    ...(invocation.selector !== undefined && { selector: invocation.selector }),
    ...(types && { resourceTypes: types }),
    previous: previous.state,
  });
  if (hasErrors(outcome.diagnostics)) return { value: undefined, diagnostics: outcome.diagnostics };
  const { ids } = outcome.value;
  const { changes } = previous.state;
  const diagnostics: readonly Diagnostic[] = [...outcome.diagnostics, ...previous.warningsFor(ids)];
  return { value: ids, diagnostics, ...(changes && { changes }) };
}
