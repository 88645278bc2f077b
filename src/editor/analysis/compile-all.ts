import { distinct, type Diagnostic } from '../../diagnostics/index.ts';
import type { Host, Invocation } from '../../lakemodel.ts';
import { projectLineage, type ProjectLineage } from '../../lineage/project-lineage.ts';
import { sourceColumns } from '../../plan/columns.ts';
import { checkTests } from '../../plan/plan-run.ts';
import type { PlannedNode } from '../../plan/planner.ts';
import type { CompileTools } from '../../workflow/column-finder.ts';
import type { OpenProject } from '../../workflow/open-project.ts';
import { createPlanner, OFFLINE } from '../../workflow/plan-project.ts';
import { compiledNode, hasColumns, sourceNode } from '../../workflow/trace-project.ts';
import type { AnalysedProject } from '../analysis.ts';
import { createReadings, isWritten } from './readings.ts';

export interface CompileAllOptions {
  readonly opened: OpenProject;
  readonly invocation: Invocation;
  readonly host: Host;
  readonly tools: CompileTools;
  /** Lets others have a turn; throws where the analysis is not wanted any more. */
  readonly breathe: () => Promise<void>;
}

/** Compiles all nodes as `lakemodel compile` does, and writes nothing. */
export async function compileAll(
  options: CompileAllOptions,
): Promise<{ readonly project: AnalysedProject; readonly diagnostics: readonly Diagnostic[] }> {
  const { opened, invocation, host, tools, breathe } = options;
  const { graph, project, controls } = opened;
  const { planner, scope, compiler } = createPlanner({
    opened,
    invocation,
    host,
    ...OFFLINE,
    ...tools,
    runId: host.newId(),
    startedAt: host.now(),
    withoutRows: true,
  });
  const planned = new Map<string, PlannedNode>();
  for (const id of graph.order) {
    const node = await planner.plan(id);
    if (node) planned.set(id, node);
    await breathe();
  }
  const told = [...planner.diagnostics];
  const tested = await checkTests(graph.order, { planner, scope, compiler });
  await breathe();
  const files = [...planned].flatMap(([id, { compiled }]) => (compiled ? [project.nodes[id]?.path ?? ''] : []));
  const found = controls.apply(distinct([...told, ...tested]));
  const diagnostics = [...found, ...controls.problems(files)];
  return { project: analysedProject({ opened, planned, compiler }), diagnostics };
}

interface Compiled {
  readonly opened: OpenProject;
  readonly planned: ReadonlyMap<string, PlannedNode>;
  readonly compiler: Parameters<typeof createReadings>[0]['compiler'];
}

function analysedProject({ opened, planned, compiler }: Compiled): AnalysedProject {
  const { project } = opened;
  const byFile = new Map<string, string[]>();
  for (const node of Object.values(project.nodes)) {
    if (isWritten(node)) byFile.set(node.path, [...(byFile.get(node.path) ?? []), node.uniqueId]);
  }
  const columnsOf: AnalysedProject['columnsOf'] = (id) => {
    const source = project.sources[id];
    return source ? sourceColumns(source, undefined) : planned.get(id)?.columns;
  };
  let lineage: ProjectLineage | undefined;
  return {
    opened,
    columnsOf,
    nodesIn: (file) => byFile.get(file) ?? [],
    readingsOf: createReadings({ project, compiler, columnsOf }),
    lineage: () =>
      (lineage ??= projectLineage([
        ...Object.values(project.sources).map(sourceNode),
        ...opened.graph.order.flatMap((id) => {
          const node = project.nodes[id];
          return node && hasColumns(node) ? [compiledNode(node, planned.get(id))] : [];
        }),
      ])),
  };
}
