import type { JsonValue, RelationNode } from '../project/project.ts';
import { foreignBecause } from './ownership.ts';
import type { Step } from './plan.ts';
import type { PlanScope } from './scope.ts';
import { ownershipFacts } from './storage.ts';

/** `maintenance:` of a node, with defaults: nothing is done that is not asked for. */
interface Policy {
  readonly optimize: boolean | string;
  readonly vacuum: boolean;
  readonly retention: string;
  readonly maxRounds: number;
}

export interface Maintenance {
  readonly steps: readonly Step[];
  readonly notes: readonly string[];
}

const NONE: Maintenance = { steps: [], notes: [] };

/**
 * Steps that care for a table's files after its rows are published: as `maintenance` asks, after each run that wrote. A rebuild of dead rows brings an
 * OPTIMIZE of its own. VACUUM, which deletes every file that the table does not name, is for tables of lakemodel's making alone.
 */
export function maintenanceSteps(node: RelationNode, scope: PlanScope): Maintenance {
  const { materialized } = node.config;
  const policy = policyOf(node.config.other['maintenance']);
  if (!policy || scope.dialect === 'duckdb' || scope.empty || materialized === 'view' || materialized === 'ephemeral') {
    return NONE;
  }
  const { relation } = node;
  const common = { kind: 'maintain' as const, relation, retention: policy.retention, maxRounds: policy.maxRounds };
  const optimize: Step = {
    ...common,
    id: 'optimize',
    purpose: 'rewrite small files and files with dead rows',
    task: 'optimize',
    ...(typeof policy.optimize === 'string' && { where: policy.optimize }),
  };
  const vacuum: Step = { ...common, id: 'vacuum', purpose: 'let go of old snapshots', task: 'vacuum' };
  const existing = scope.existing(relation);
  const foreign =
    scope.dialect === 'athena' && existing?.kind === 'table'
      ? foreignBecause(existing, ownershipFacts(scope))
      : undefined;
  const vacuums = policy.vacuum && foreign === undefined;
  return {
    steps: [...(policy.optimize === false ? [] : [optimize]), ...(vacuums ? [vacuum] : [])],
    notes: policy.vacuum && !vacuums ? [`no VACUUM, which deletes files: ${foreign}`] : [],
  };
}

/** Whether a node's config leaves out all care for files. */
export function isUnmaintained({ config }: RelationNode): boolean {
  return config.other['maintenance'] === false;
}

function policyOf(given: JsonValue | undefined): Policy | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  const { optimize, vacuum, retention, max_rounds: rounds } = given as Readonly<Record<string, JsonValue>>;
  return {
    optimize: typeof optimize === 'string' || optimize === true ? optimize : false,
    vacuum: vacuum === true,
    retention: typeof retention === 'string' ? retention : '7d',
    maxRounds: typeof rounds === 'number' ? rounds : 3,
  };
}
