import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { Project, ProjectNode, Exposure } from '../project/project.ts';
import type { ResolvedWatermark } from './graph.ts';
import type { Call } from './linker.ts';
import { placeAt } from './place-at.ts';

/**
 * Finds whose column each `watermark()` call of a node means. A call without a second argument means the node's only input;
 * with no input, or several, it is ambiguous. `undefined` from `resolve` is a problem that was told already.
 */
export function resolveWatermarks(
  project: Project,
  node: ProjectNode | Exposure,
  inputs: readonly string[] | undefined,
  resolve: (call: Call) => string | undefined,
): { watermarks: ResolvedWatermark[]; problems: Diagnostic[] } {
  const watermarks: ResolvedWatermark[] = [];
  const problems: Diagnostic[] = [];
  for (const { column, of, span } of node.references.watermarks) {
    const found = of ? resolve(of) : onlyOne(inputs);
    if (found !== undefined) watermarks.push({ column, of: found, span });
    else if (!of && inputs) {
      const params = { model: node.name, column, inputs: inputs.map(inputName) };
      problems.push(diagnose('watermark-ambiguous', params, { at: placeAt(project, span) }));
    }
  }
  return { watermarks, problems };
}

function onlyOne(inputs: readonly string[] | undefined): string | undefined {
  return inputs?.length === 1 ? inputs[0] : undefined;
}

// `ref('x')` or `source('s', 't')` from a unique id, as the user has to write it.
function inputName(id: string): string {
  const [type, , ...rest] = id.split('.');
  return type === 'source' ? `source('${rest[0]}', '${rest.slice(1).join('.')}')` : `ref('${rest.join('.')}')`;
}
