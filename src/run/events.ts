import type { Diagnostic } from '../diagnostics/index.ts';

/** What happens during a run, as plain data: the terminal, JSON logs and tests all listen to this one stream. */
export type RunEvent =
  | {
      readonly type: 'run-started';
      readonly command: string;
      readonly target: string;
      readonly total: number;
      readonly threads: number;
    }
  /** Long work before the first node: loading, compiling, planning. */
  | {
      readonly type: 'phase';
      readonly phase: 'load' | 'connect' | 'plan' | 'prepare' | 'docs';
      readonly detail?: string;
    }
  | {
      readonly type: 'node-started';
      readonly id: string;
      readonly name: string;
      readonly kind: string;
      readonly index: number;
      readonly total: number;
    }
  | { readonly type: 'node-finished'; readonly result: NodeSummary; readonly done: number; readonly total: number }
  /** `log()` and `print()` of templates, notes of the plan. */
  | {
      readonly type: 'message';
      readonly level: 'debug' | 'info' | 'warning';
      readonly text: string;
      readonly node?: string;
    }
  /** `doctor` has looked at one thing. */
  | {
      readonly type: 'check';
      readonly check: {
        readonly id: string;
        readonly title: string;
        readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
        readonly detail: string;
        readonly fix?: string;
      };
    }
  | {
      readonly type: 'run-finished';
      readonly elapsedMs: number;
      readonly results: readonly NodeSummary[];
      readonly totals?: RunTotals;
    };

/** What a whole run sent, what stands outside of its nodes (schemas, hooks) included. */
export interface RunTotals {
  readonly statements: number;
  readonly bytesScanned?: number;
  /** Dollars, where the target has a price. */
  readonly costUsd?: number;
}

export type NodeStatus = 'success' | 'error' | 'skipped' | 'pass' | 'fail' | 'warn' | 'no-op';

/** One row of the result table. */
export interface NodeSummary {
  readonly id: string;
  /** As shown: `gold.dim_device`, or the test's name. */
  readonly name: string;
  /** `table`, `view`, `incremental`, `seed`, `snapshot`, `test`, `unit test`, `source`, … */
  readonly kind: string;
  readonly status: NodeStatus;
  readonly message?: string;
  /** The relation's rows written or changed by this run, where the engine says it. */
  readonly rows?: number;
  readonly staged?: number;
  readonly published?: number;
  readonly quarantined?: number;
  readonly dropped?: number;
  readonly deduplicated?: number;
  /** Over all statements of the node, as `costUsd` and `queryIds` are. */
  readonly bytesScanned?: number;
  /** Dollars, where the target has a price. */
  readonly costUsd?: number;
  readonly queryIds?: readonly string[];
  readonly statements: number;
  readonly durationMs: number;
  /** Tests: number of failures. */
  readonly failures?: number;
  /** Skipped: the node whose failure caused it. */
  readonly causedBy?: string;
  readonly diagnostics: readonly Diagnostic[];
}
