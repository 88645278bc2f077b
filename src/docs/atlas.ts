import type { NodeLineage } from '../lineage/project-lineage.ts';
import { checksOf, type SiteCheck } from './checks.ts';
import { columnsOf, type SiteColumns } from './columns.ts';
import { describeColumns, type Description } from './descriptions.ts';
import { heldBackRows } from './held-back.ts';
import { keysOf } from './keys.ts';
import { collectResults, type Results } from './results.ts';
import type { SiteInput, SiteTarget } from './site-input.ts';
import { subjectsOf, type Subject } from './subjects.ts';

/** All that the shards are made of, numbered: nodes and checks go by their index in the lists of this value. */
export interface Atlas {
  readonly input: SiteInput;
  /** The target whose warehouse, runs and results are shown. */
  readonly target: SiteTarget | undefined;
  readonly subjects: readonly Subject[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** By index of the subject, as are those below. */
  readonly traced: readonly (NodeLineage | undefined)[];
  readonly columns: readonly SiteColumns[];
  readonly descriptions: readonly (readonly Description[])[];
  readonly parents: readonly (readonly number[])[];
  /** Indexes of the checks that say something of it. */
  readonly checksOf: readonly (readonly number[])[];
  /** Names of the columns of its key. */
  readonly keys: readonly (readonly string[])[];
  readonly checks: readonly SiteCheck[];
  /** Open rows in quarantine by unique id of the row rule that holds them. */
  readonly heldBack: ReadonlyMap<string, number>;
  readonly results: Results;
}

export function surveyProject(input: SiteInput): Atlas {
  const { project, graph, lineage } = input;
  const [target] = input.targets;
  const subjects = subjectsOf(project, lineage);
  const indexOf = new Map(subjects.map(({ id }, index) => [id, index]));
  const lineages = new Map(Object.entries(lineage.nodes));
  const traced = subjects.map(({ id }) => lineages.get(id));
  const columns = subjects.map((subject, at) =>
    columnsOf(subject, traced[at]?.columns ?? [], input.catalog.get(subject.id)),
  );
  const results = collectResults(input.history.filter((run) => run.target === target?.name));
  const checks = checksOf(project, graph, results, indexOf);
  const checksBySubject = groupChecks(checks, subjects, indexOf);
  return {
    input,
    target,
    subjects,
    indexOf,
    traced,
    columns,
    descriptions: describeColumns({ columns, indexOf, order: graph.order }),
    parents: subjects.map(({ id }, at) => parentsOf(id, traced[at], input, indexOf)),
    checksOf: checksBySubject,
    keys: subjects.map((subject, at) =>
      keysOf(
        subject,
        columns[at]!,
        (checksBySubject[at] ?? []).map((check) => checks[check]!),
      ),
    ),
    checks,
    heldBack: heldBackRows(input),
    results,
  };
}

/** What the graph says, and relations outside the project, which it does not know. */
function parentsOf(
  id: string,
  traced: NodeLineage | undefined,
  { graph, lineage }: SiteInput,
  indexOf: ReadonlyMap<string, number>,
): readonly number[] {
  const known = Object.hasOwn(graph.nodes, id) ? (graph.nodes[id]?.parents ?? []) : [];
  const outside = (traced?.reads ?? []).filter(
    (read) => Object.hasOwn(lineage.nodes, read) && lineage.nodes[read]?.type === 'relation',
  );
  return [...new Set([...known, ...outside])].flatMap((parent) => indexOf.get(parent) ?? []).sort((a, b) => a - b);
}

/** A generic test of the project's own belongs to its macro, too: the macro's page shows where it is used. */
function groupChecks(
  checks: readonly SiteCheck[],
  subjects: readonly Subject[],
  indexOf: ReadonlyMap<string, number>,
): readonly (readonly number[])[] {
  const lists = subjects.map((): number[] => []);
  checks.forEach(({ subjects: ids, test }, check) => {
    const macros = 'test' in test && test.test.kind === 'generic' ? test.references.macros : [];
    for (const id of new Set([...ids, ...macros])) {
      const at = indexOf.get(id);
      if (at !== undefined) lists[at]?.push(check);
    }
  });
  return lists;
}
