import type { Diagnostic } from '../diagnostics/index.ts';
import type { Capabilities, Column, DialectName, RelationInfo, RelationName } from '../engines/engine.ts';
import type { Graph } from '../graph/graph.ts';
import type { Project, RelationNode, TestNode } from '../project/project.ts';
import type { CheckArguments } from '../quality/index.ts';
import type { AuditValues } from './audit.ts';
import type { Interval } from './intervals.ts';
import type { Step } from './plan.ts';

/** Everything a plan is decided from, read once before planning. */
export interface PlanScope extends AuditValues {
  readonly project: Project;
  readonly graph: Graph;
  readonly dialect: DialectName;
  readonly capabilities: Pick<
    Capabilities,
    'prunesPartitions' | 'maxOpenPartitions' | 'maxMergedPartitions' | 'createOrReplaceTable'
  >;
  readonly fullRefresh: boolean;
  /** `--empty`: models and snapshots read their inputs as if they had no rows. */
  readonly empty?: boolean;
  /** `--event-time-start` and `--event-time-end`: what models with `microbatch` process. */
  readonly window?: Interval;
  /** What stands in the warehouse under a name, before the run. */
  readonly existing: (relation: RelationName) => RelationInfo | undefined;
  /** What state remembers of a node's table; empty when its table is gone. */
  readonly committed: (id: string) => CommittedState;
  readonly sourceSystem: (id: string) => string;
  /** Tests with `on_fail`, by the node they are attached to. */
  readonly rowRuleTests: ReadonlyMap<string, readonly TestNode[]>;
  /** A test's arguments, with references replaced by the relations they name. */
  readonly testArguments: (test: TestNode) => CheckArguments;
  /** Names of the project's own generic tests. */
  readonly ownTests: ReadonlySet<string>;
  /** Columns of relations, as they will be when a node starts; grows while planning. */
  readonly columnsOf: (id: string) => readonly Column[] | undefined;
  /** SQL of a referenced node for use in tests and rules: `"gold"."dim_device"`. */
  readonly relationSql: (id: string) => string;
}

export interface CommittedState {
  readonly watermarks: readonly {
    readonly column: string;
    readonly of: string;
    readonly value: string;
    readonly type: string;
  }[];
  /** A batch that was started and not seen to end: a repeated run takes it up with the same bounds. */
  readonly pending?: {
    readonly batchId: string;
    readonly highs: readonly { readonly column: string; readonly of: string; readonly value: string }[];
    /** It was to make the table anew. */
    readonly rebuild: boolean;
  };
}

/** A node compiled for the target: its SELECT in the dialect and the columns that it returns. */
export interface CompiledQuery {
  readonly sql: string;
  readonly columns: readonly Column[];
  /** Hash of the rendered query: which version of the model wrote a row. */
  readonly version: string;
}

/** What planning one node gives: its steps, what its relation looks like afterwards, and what was found. */
export interface Planned<T> {
  readonly value: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface RelationSteps {
  readonly steps: readonly Step[];
  readonly cleanup: readonly Step[];
  readonly notes: readonly string[];
  /** Columns of the relation after the run, audit columns included. */
  readonly columns: readonly Column[];
  readonly batchId: string;
  /** Values of holes that are known already. */
  readonly highs: Readonly<Record<string, string>>;
}

/** The relation next to a node's own that holds a labelled batch until it is published. */
export function stageRelation(node: RelationNode): RelationName {
  return { ...node.relation, identifier: `${node.relation.identifier}__lm_stage` };
}
