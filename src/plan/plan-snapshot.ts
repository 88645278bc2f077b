import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { Column, RelationInfo } from '../engines/engine.ts';
import type { ModelNode, SnapshotNode } from '../project/project.ts';
import { NO_OPTIONS } from './batch.ts';
import { rejectDuplicates } from '../sql/duplicate-key.ts';
import type { Step } from './plan.ts';
import { changeInWords } from './change-in-words.ts';
import { writtenProjection } from './plan-incremental.ts';
import { dropOtherKind, tableOptions } from './plan-table.ts';
import { fileOf, storedProjection } from './projection.ts';
import { decideSchemaChange } from './schema-change.ts';
import type { CompiledQuery, PlanScope, RelationSteps } from './scope.ts';
import { metaColumns, snapshotChanges, snapshotFirst, SNAPSHOT_OPERATION, type SnapshotSpec } from './snapshot-sql.ts';

/** Plans an SCD2 snapshot: the first run takes every row as current, later ones close changed rows and add their new versions, in one MERGE. */
export function planSnapshot(
  node: SnapshotNode | ModelNode,
  compiled: CompiledQuery,
  existing: RelationInfo | undefined,
  scope: PlanScope,
): { value: RelationSteps | undefined; diagnostics: Diagnostic[] } {
  const { projection, diagnostics } = storedProjection(node, compiled.columns, scope);
  diagnostics.push(...unknownColumns(node, projection.columns, scope));
  if (scope.rowRuleTests.has(node.uniqueId)) {
    diagnostics.push(diagnose('row-rule-on-snapshot', { snapshot: node.name }, { at: fileOf(node, scope) }));
  }
  if (diagnostics.length > 0) return { value: undefined, diagnostics };

  const spec: SnapshotSpec = {
    relation: node.relation,
    columns: projection.columns,
    audit: projection.audit,
    config: node.config,
    meta: metaColumns(node.config),
    runStartedAt: scope.runStartedAt,
    ...(scope.empty && { empty: true }),
  };
  const columns = [
    ...projection.columns.map(({ name, type }) => ({ name, type })),
    ...metaColumnTypes(spec),
    ...projection.audit.map(({ name, type }) => ({ name, type })),
  ];
  // A second row of a key would be a second current version of it.
  const inputs = {
    __lm_query: rejectDuplicates(`(\n${compiled.sql}\n)`, keyColumns(node, compiled.columns), scope.dialect),
  };
  const result = (steps: readonly Step[], after: readonly Column[], notes: readonly string[] = []) => ({
    value: { steps, cleanup: [], notes, columns: after, batchId: scope.runId, highs: {} },
    diagnostics,
  });
  if (existing?.kind !== 'table') {
    const create: Step = {
      kind: 'create-table-as',
      id: 'publish',
      purpose: 'create the snapshot: every row is current',
      relation: node.relation,
      replace: false,
      select: { portable: snapshotFirst(spec), inputs },
      options: tableOptions(node as ModelNode) ?? NO_OPTIONS,
    };
    return result([...dropOtherKind(node, existing, 'table', scope), create], columns);
  }
  // History is never dropped: columns are added, a lost column stays and is NULL from then on.
  const decision = decideSchemaChange(columns, existing.columns, 'append_new_columns', scope.dialect !== 'athena');
  if (decision.refused.length > 0) {
    const params = { model: node.name, differences: decision.refused, policy: 'append_new_columns' };
    return { value: undefined, diagnostics: [diagnose('schema-changed', params, { at: fileOf(node, scope) })] };
  }
  const alters = decision.changes.map((change, index): Step => ({
    kind: 'alter-table',
    id: `alter-${index + 1}`,
    purpose: changeInWords(change),
    relation: node.relation,
    change,
  }));
  const added = new Set(
    decision.changes.flatMap((change) => (change.kind === 'add-column' && !change.in ? [change.column.name] : [])),
  );
  const written = { ...spec, columns: writtenProjection(projection, decision.written).columns };
  return result([...alters, mergeStep(written, inputs, added)], decision.table, decision.notes);
}

function mergeStep(spec: SnapshotSpec, inputs: Readonly<Record<string, string>>, added: ReadonlySet<string>): Step {
  const { meta } = spec;
  const inserted = [...spec.columns, ...metaColumnTypes(spec), ...spec.audit].map((column) => column.name);
  return {
    kind: 'merge-rows',
    id: 'publish',
    purpose: 'close changed rows and add their new versions',
    relation: spec.relation,
    source: { portable: snapshotChanges(spec, added), inputs },
    on: [meta.dbt_scd_id],
    matchedCondition: `src."${SNAPSHOT_OPERATION}" = 'close'`,
    updates: [meta.dbt_valid_to, ...spec.audit.map((column) => column.name)].map((column) => ({
      column,
      expression: `src."${column.replaceAll('"', '""')}"`,
    })),
    insertCondition: `src."${SNAPSHOT_OPERATION}" = 'insert'`,
    inserts: inserted.map((column) => ({ column, expression: `src."${column.replaceAll('"', '""')}"` })),
  };
}

function keyColumns({ config }: SnapshotNode | ModelNode, columns: readonly Column[]) {
  return config.unique_key.map(
    (name) => columns.find((column) => column.name.toLowerCase() === name.toLowerCase()) ?? { name },
  );
}

function metaColumnTypes({ meta, config }: SnapshotSpec): Column[] {
  return [
    { name: meta.dbt_scd_id, type: 'varchar' },
    { name: meta.dbt_updated_at, type: 'timestamp(6)' },
    { name: meta.dbt_valid_from, type: 'timestamp(6)' },
    { name: meta.dbt_valid_to, type: 'timestamp(6)' },
    ...(config.hard_deletes === 'new_record' ? [{ name: meta.dbt_is_deleted, type: 'varchar' }] : []),
  ];
}

function unknownColumns(node: SnapshotNode | ModelNode, columns: readonly Column[], scope: PlanScope): Diagnostic[] {
  const names = columns.map((column) => column.name);
  const known = new Set(names.map((name) => name.toLowerCase()));
  const { unique_key, updated_at, check_cols, strategy } = node.config;
  const wanted: [string, string][] = [
    ...unique_key.map((name): [string, string] => ['unique_key', name]),
    ...(strategy === 'timestamp' && updated_at !== undefined ? [['updated_at', updated_at] as [string, string]] : []),
    ...(Array.isArray(check_cols)
      ? (check_cols as readonly string[]).map((name): [string, string] => ['check_cols', name])
      : []),
  ];
  return wanted
    .filter(([, name]) => !known.has(name.toLowerCase()))
    .map(([config, column]) =>
      diagnose(
        'config-column-unknown',
        { model: node.name, config, column, columns: names },
        { at: fileOf(node, scope, config) },
      ),
    );
}
