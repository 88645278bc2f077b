import { isFolder, readManifest } from '../artifacts/index.ts';
import { changesSince, contractWarnings } from '../changes/index.ts';
import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { PreviousState } from '../graph/index.ts';
import type { Invocation } from '../lakemodel.ts';
import { targetPath } from './connect.ts';
import { digest, fingerprintsOf } from './fingerprints.ts';
import type { OpenProject } from './open-project.ts';
import { previousResults } from './previous.ts';

/** What an earlier run left, for `result:` and `state:`. */
export interface Previous {
  readonly state: PreviousState;
  /** What is wrong with `--state` itself. */
  readonly diagnostics: readonly Diagnostic[];
  /** Promises to readers that these nodes no longer keep. */
  readonly warningsFor: (ids: readonly string[]) => readonly Diagnostic[];
}

/** Reads what the selection of an invocation may ask for: the results of the last run, and the manifest in the folder of `--state`. */
export async function readPrevious(opened: OpenProject, invocation: Invocation): Promise<Previous> {
  const results = (await previousResults(opened.project, invocation)) ?? {};
  const folder = invocation.state;
  if (folder === undefined) return previous(results);
  if (!(await isFolder(folder))) return previous(results, [diagnose('state-folder-missing', { folder })]);
  if (!mentionsState(invocation, opened)) return previous(results);
  return compare(folder, results, opened, targetPath(opened.project, invocation));
}

async function compare(folder: string, results: PreviousState, opened: OpenProject, target: string): Promise<Previous> {
  const { value: earlier, diagnostics } = await readManifest(folder);
  const [changesProblem] = diagnostics;
  if (!earlier) return previous({ ...results, ...(changesProblem && { changesProblem }) });
  const comparison = {
    project: opened.project,
    graph: opened.graph,
    now: fingerprintsOf(opened, target),
    earlier,
    digest,
  };
  return {
    state: { ...results, changes: changesSince(comparison) },
    diagnostics: [],
    warningsFor: (ids) => contractWarnings(ids, comparison),
  };
}

function previous(state: PreviousState, diagnostics: readonly Diagnostic[] = []): Previous {
  return { state, diagnostics, warningsFor: () => [] };
}

/** Whether `state:` may be asked for: comparing takes a while, and selectors may stand behind each other. */
function mentionsState({ select, exclude, selector }: Invocation, { project }: OpenProject): boolean {
  const words = [...select, ...exclude];
  if (words.some((word) => word.includes('state:'))) return true;
  const usesSelector = selector !== undefined || words.length === 0 || words.some((word) => word.includes('selector:'));
  return usesSelector && JSON.stringify(project.selectors).includes('state');
}
