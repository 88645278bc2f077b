import type { Column } from '../engines/engine.ts';
import type { ModelNode } from '../project/project.ts';
import { quarantineColumns, quarantineMerge, quarantineNames, quarantineRelation } from '../quality/index.ts';
import { quoteRelation } from '../sql/quote.ts';
import type { Step } from './plan.ts';
import { decideSchemaChange } from './schema-change.ts';
import { stageRelation, type CompiledQuery, type PlanScope } from './scope.ts';

/** Steps that write a staged batch's bad rows to the model's quarantine, before anything is published; sent only where there are such rows. */
export function quarantineSteps(
  node: ModelNode,
  columns: readonly Column[],
  batchId: string,
  compiled: CompiledQuery,
  scope: PlanScope,
): Step[] {
  const relation = quarantineRelation(node.relation);
  const wanted = quarantineColumns(columns);
  const merge = quarantineMerge({
    model: node.relation,
    stage: quoteRelation(stageRelation(node), 'athena'),
    columns,
    modelVersion: compiled.version,
    runId: batchId,
    now: scope.runStartedAt,
  });
  const existing = scope.existing(relation);
  // A quarantine keeps what it has: columns that the model lost stay, new ones are added.
  const added = existing ? decideSchemaChange(wanted, existing.columns, 'append_new_columns').changes : [];
  const prepare: Step[] = existing
    ? added.flatMap((change, index) =>
        change.kind === 'add-column'
          ? [
              {
                kind: 'alter-table' as const,
                id: `quarantine-alter-${index + 1}`,
                purpose: `add column ${change.column.name} to the quarantine`,
                onlyIf: 'quarantined' as const,
                relation,
                change,
              },
            ]
          : [],
      )
    : [
        {
          kind: 'create-empty-table',
          id: 'quarantine-create',
          purpose: 'create the quarantine table',
          onlyIf: 'quarantined',
          relation,
          columns: wanted,
          options: { partitionedBy: [quarantineNames(columns).quarantined_on], tableProperties: {} },
        },
      ];
  return [
    ...prepare,
    {
      kind: 'merge-rows',
      id: 'quarantine',
      purpose: 'keep the rows that break a rule, with the rules that they break',
      onlyIf: 'quarantined',
      relation,
      source: { portable: merge.sourceQuery },
      on: merge.keys,
      matchedCondition: merge.updateCondition,
      updates: merge.updates,
      inserts: merge.insertColumns.map((column, index) => ({ column, expression: merge.insertExpressions[index]! })),
    },
  ];
}
