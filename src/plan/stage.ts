import type { ModelNode } from '../project/project.ts';
import { labelledQuery, measureQuery, type RowRule } from '../quality/index.ts';
import { quoteRelation } from '../sql/quote.ts';
import type { StagedBatch } from './batch.ts';
import type { Projection } from './plan.ts';
import { isKeyed } from './strategy.ts';
import { quarantineSteps } from './quarantine.ts';
import { stageRelation, type CompiledQuery, type PlanScope } from './scope.ts';

/** The stand-in, in portable SQL, for the model's own query, which is in the target's dialect already. */
const QUERY = '__lm_query';

/** A model's batch, staged and labelled with the rules that each row breaks. */
export function stageBatch(
  node: ModelNode,
  compiled: CompiledQuery,
  projection: Projection,
  rules: readonly RowRule[],
  batchId: string,
  scope: PlanScope,
): StagedBatch {
  const relation = stageRelation(node);
  const { unique_key: uniqueKey, deduplicate_order_by: order } = node.config;
  const columns = projection.columns.map(({ name, type }) => ({ name, type }));
  const keyed = isKeyed(node.config);
  const stored = projection.columns.map((column) =>
    column.castFrom === undefined
      ? `q."${column.name.replaceAll('"', '""')}"`
      : `CAST(q."${column.name.replaceAll('"', '""')}" AS ${column.type}) AS "${column.name.replaceAll('"', '""')}"`,
  );
  const query = `SELECT ${stored.join(', ')} FROM "${QUERY}" AS q`;
  const failsOnDuplicates = keyed && order.length === 0;
  const stage = quoteRelation(relation, 'athena');
  return {
    relation,
    columns,
    select: {
      portable: labelledQuery({
        query,
        rules,
        columns,
        ...(keyed && { uniqueKey }),
        ...(order.length > 0 && { deduplicateOrderBy: order }),
      }),
      inputs: { [QUERY]: compiled.sql },
    },
    measure: { portable: measureQuery({ stage, rules, columns, ...(failsOnDuplicates && { uniqueKey }) }) },
    gate: {
      model: node.name,
      rules: rules.map(({ id, name, action, maxFraction, testId, place }) => ({
        id,
        name,
        action,
        testId,
        ...(maxFraction !== undefined && { maxFraction }),
        ...(place && { place }),
      })),
      ...(node.config.max_quarantined_fraction !== undefined && {
        maxQuarantinedFraction: node.config.max_quarantined_fraction,
      }),
      duplicateKey: failsOnDuplicates ? uniqueKey : [],
    },
    quarantine: rules.some((rule) => rule.action === 'quarantine')
      ? quarantineSteps(node, columns, batchId, compiled, scope)
      : [],
  };
}
