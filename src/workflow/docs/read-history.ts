import { DiagnosticError, type Diagnostic } from '../../diagnostics/index.ts';
import type { Invocation } from '../../lakemodel.ts';
import { readHistory, s3Place, type HistoryEntry } from '../../state/index.ts';
import type { OpenProject } from '../open-project.ts';
import { openStateStore, stateLocation } from '../state-store.ts';
import { asWarning } from './as-warning.ts';

export interface SiteHistory {
  /** Runs of the chosen target, newest first. */
  readonly history: readonly HistoryEntry[];
  readonly missing: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

const FIRST_RUNS = 10;
const MOST_RUNS = 200;
/** Results that fit into memory beside everything else: runs of a large project are long. */
const MOST_RESULTS = 300_000;

/** The latest runs of a project on its target. */
export async function siteHistory(opened: OpenProject, invocation: Invocation): Promise<SiteHistory> {
  const { project } = opened;
  const { name } = project.target;
  if (invocation.offline && s3Place(stateLocation(project, invocation))) {
    return { history: [], missing: ['Runs are kept in S3, which was not asked (--offline).'], diagnostics: [] };
  }
  try {
    const runs = await latestRuns(opened, invocation);
    const history = runs.filter(({ target }) => target === name);
    const missing = history.length > 0 ? [] : [`No run on the target "${name}" is known.`];
    return { history, missing, diagnostics: [] };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const diagnostics = error.diagnostics.map(asWarning);
    return { history: [], missing: ['The history of runs could not be read.'], diagnostics };
  }
}

async function latestRuns(opened: OpenProject, invocation: Invocation): Promise<readonly HistoryEntry[]> {
  const store = await openStateStore(opened, invocation);
  const first = await readHistory(store, FIRST_RUNS);
  if (first.length < FIRST_RUNS) return first;
  const longest = Math.max(1, ...first.map(({ results }) => results.length));
  return readHistory(store, Math.max(FIRST_RUNS, Math.min(MOST_RUNS, Math.floor(MOST_RESULTS / longest))));
}
