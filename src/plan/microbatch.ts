import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/index.ts';
import type { RelationInfo } from '../engines/engine.ts';
import type { ModelNode } from '../project/project.ts';
import { dropStage, sourceOfRows, type Batch } from './batch.ts';
import { exactColumns, findPartitions, onceForEachGroup, partitioningOf } from './find-partitions.ts';
import { chooseIntervals, floorTo, intervalId, timeText, type BatchSize, type Interval } from './intervals.ts';
import { isMadeAnew } from './made-anew.ts';
import type { EventInterval, PartitionField, Projection, Step } from './plan.ts';
import { buildTable } from './plan-table.ts';
import { publishInto, type Publishing } from './plan-incremental.ts';
import { fileOf, tableColumns } from './projection.ts';
import type { CompiledQuery, PlanScope, RelationSteps } from './scope.ts';

/** What one run of a model with `microbatch` processes. */
export interface IntervalsOfRun {
  readonly intervals: readonly Interval[];
  /** How many more there are that this run leaves. */
  readonly left: number;
  readonly size: BatchSize;
}

/** The intervals of a run, decided from the clock, the state and the command line. Configuration was checked before. */
export function intervalsOf(node: ModelNode, scope: PlanScope): IntervalsOfRun {
  const { batch_size: size = 'day', lookback = 1 } = node.config;
  const begin = beginOf(node);
  const until = untilOf(node, scope);
  const now = scope.runStartedAt.slice(0, 19);
  const chosen = chooseIntervals({
    size,
    lookback,
    begin,
    now,
    ...(until !== undefined && { until }),
    ...(scope.window && { window: scope.window }),
  });
  // A model that begins in the future is made, empty.
  const intervals = chosen.intervals.length > 0 ? chosen.intervals : chooseIntervals({ size, lookback, begin, now: floorTo(begin, size) }).intervals; // prettier-ignore
  return { intervals: scope.empty ? intervals.slice(0, 1) : intervals, left: scope.empty ? 0 : chosen.left, size };
}

export interface IntervalBatch {
  readonly interval: Interval;
  readonly compiled: CompiledQuery;
}

interface MicrobatchInput {
  readonly node: ModelNode;
  readonly batches: readonly IntervalBatch[];
  readonly left: number;
  readonly existing: RelationInfo | undefined;
  readonly projection: Projection;
  readonly makeBatch: (compiled: CompiledQuery) => Batch;
}

/** Steps of a model with `microbatch`: each interval is replaced, and remembered, on its own, so that a run that is cut off goes on with the next one. */
export function planMicrobatch(
  input: MicrobatchInput,
  scope: PlanScope,
): { value: RelationSteps | undefined; diagnostics: Diagnostic[] } {
  const { node, batches, left, existing, projection } = input;
  const { column, diagnostics } = eventTime(node, projection, scope);
  if (!column) return { value: undefined, diagnostics };
  const anew = !existing || isMadeAnew(node, scope);
  const steps: Step[] = [];
  const cleanup: Step[] = [];
  const notes = new Set(left > 0 ? [`${left} more intervals are left for the next run`] : []);
  let table = existing;
  let columns = tableColumns(projection);
  let until = anew ? floorTo(beginOf(node), node.config.batch_size ?? 'day') : untilOf(node, scope);
  for (const [index, { interval, compiled }] of batches.entries()) {
    const made = input.makeBatch(compiled);
    const guarded = { ...made, guards: { ...made.guards, interval: { column, ...interval } } };
    const stored = made.stage
      ? { ...projection, columns: projection.columns.map(({ name, type }) => ({ name, type })) }
      : projection;
    const publishing =
      anew && index === 0
        ? firstInterval(node, guarded, stored, existing, scope)
        : laterInterval(node, guarded, stored, table!, { column, ...interval }, scope);
    diagnostics.push(...publishing.diagnostics);
    if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
    columns = [...publishing.columns];
    table = tableOf(node, table, columns, anew);
    publishing.notes.forEach((note) => notes.add(note));
    const reached = reachedBy(interval, until, scope);
    until = reached ?? until;
    const commit = commitOf(node, column, reached, anew);
    const own = [...publishing.steps, ...dropStage(guarded), commit];
    steps.push(...(index === 0 ? own : own.map((step) => named(step, interval, node))));
    if (index === 0) cleanup.push(...dropStage(guarded));
  }
  const value = { steps, cleanup, notes: [...notes], columns, batchId: scope.runId, highs: {} };
  return { value, diagnostics };
}

function firstInterval(
  node: ModelNode,
  batch: Batch,
  projection: Projection,
  existing: RelationInfo | undefined,
  scope: PlanScope,
): Publishing {
  const build = buildTable(node, batch, projection, existing, scope);
  const notes = [...(existing?.kind === 'table' ? ['full refresh'] : []), ...build.notes];
  return { ...build, columns: tableColumns(projection), notes, diagnostics: [] };
}

function laterInterval(
  node: ModelNode,
  batch: Batch,
  projection: Projection,
  table: RelationInfo,
  interval: EventInterval,
  scope: PlanScope,
): Publishing {
  return publishInto(node, batch, projection, table, scope, (written) => {
    const rows = { relation: node.relation, source: sourceOfRows(batch), projection: written, guards: batch.guards };
    // A run that reads no rows must not empty an interval.
    if (scope.empty) return { steps: [{ kind: 'insert', id: 'publish', purpose: 'add no rows', ...rows }], notes: [] };
    const partitioning = partitioningOf(node, written, table, scope);
    const limit = partitioning?.limit;
    const most = partitioning && mostPartitions(partitioning.fields, interval, node.config.batch_size ?? 'day');
    const isGrouped = limit !== undefined && (most === undefined || most * partitioning!.perTuple > limit);
    const found = isGrouped
      ? findPartitions(batch, written, {
          partitioning: partitioning!,
          bounded: exactColumns(partitioning!.fields, new Set()),
          alsoIn: node.relation,
          alsoWithin: interval,
        })
      : undefined;
    const partitions = found && { ...found.bounds, groups: 'all' as const };
    const replace: Step = {
      kind: 'replace-interval',
      id: 'publish',
      purpose: `replace the rows from ${interval.start} until ${interval.end}${partitions ? onceForEachGroup(partitions) : ''}`,
      ...rows,
      interval,
      ...(partitions && { partitions }),
    };
    const prunes = partitioning?.fields.some((field) => isOf(field, interval)) ?? true;
    const notes = prunes
      ? []
      : [
          `the whole table is looked through for each interval: no field of partitioned_by is over "${interval.column.name}"`,
        ];
    return { steps: [...(found ? [found.find] : []), replace], notes };
  });
}

/** Most partitions that the rows of one interval lie in; undefined where that hangs on the rows. */
function mostPartitions(
  fields: readonly PartitionField[],
  interval: EventInterval,
  size: BatchSize,
): number | undefined {
  const within = { year: { year: 1, month: 12, day: 366, hour: 8784 }, month: { year: 1, month: 1, day: 31, hour: 744 }, day: { year: 1, month: 1, day: 1, hour: 24 }, hour: { year: 1, month: 1, day: 1, hour: 1 } }; // prettier-ignore
  return fields.reduce<number | undefined>((most, field) => {
    const { transform, column } = field;
    const unit = transform === 'identity' && column.type === 'date' ? 'day' : transform;
    if (most === undefined || !isOf(field, interval) || !(unit in within)) return undefined;
    return Math.max(most, within[size][unit as BatchSize]);
  }, 1);
}

function isOf({ column }: PartitionField, interval: EventInterval): boolean {
  return column.name.toLowerCase() === interval.column.name.toLowerCase();
}

/** The table as the interval before has left it. */
function tableOf(
  node: ModelNode,
  table: RelationInfo | undefined,
  columns: RelationInfo['columns'],
  anew: boolean,
): RelationInfo {
  const { partitionedBy } = anew ? {} : { partitionedBy: undefined, ...table };
  return {
    relation: node.relation,
    kind: 'table',
    uuid: table?.uuid ?? '',
    columns,
    ...(partitionedBy && { partitionedBy }),
  };
}

/** Steps of several intervals are in one plan: their ids say whose they are. */
function named(step: Step, interval: Interval, { config }: ModelNode): Step {
  return { ...step, id: `${step.id}-${intervalId(interval, config.batch_size ?? 'day')}` };
}

/**
 * How far the table is whole after an interval: an interval that was not over yet is processed again, and one of the command line's that does not
 * follow on what is there leaves a gap.
 */
function reachedBy({ start, end }: Interval, until: string | undefined, scope: PlanScope): string | undefined {
  if (scope.empty || (scope.window && (until === undefined || start > until))) return undefined;
  const reached = end <= scope.runStartedAt.slice(0, 19) ? end : start;
  return until !== undefined && reached < until ? until : reached;
}

function commitOf(node: ModelNode, column: EventInterval['column'], reached: string | undefined, anew: boolean): Step {
  const mark = { column: column.name, of: node.uniqueId, type: column.type, hole: 'interval' };
  return {
    kind: 'commit',
    id: 'commit',
    purpose: reached ? `remember that the table is whole until ${reached}` : 'remember that the interval is done',
    watermarks: reached ? [{ ...mark, low: reached }] : [],
    exactlyOnce: anew,
  };
}

/** Until when the table is whole, by the state of an earlier run. */
function untilOf(node: ModelNode, scope: PlanScope): string | undefined {
  if (isMadeAnew(node, scope)) return undefined;
  const name = node.config.event_time?.toLowerCase();
  const mark = scope
    .committed(node.uniqueId)
    .watermarks.find(({ of, column }) => of === node.uniqueId && column.toLowerCase() === name);
  return mark && timeText(mark.value);
}

function beginOf({ config }: ModelNode): string {
  return timeText(config.begin) ?? '1970-01-01 00:00:00';
}

function eventTime(
  node: ModelNode,
  { columns }: Projection,
  scope: PlanScope,
): { column?: EventInterval['column']; diagnostics: Diagnostic[] } {
  const { event_time: name = '', batch_size: size = 'day' } = node.config;
  const at = fileOf(node, scope, 'event_time');
  const found = columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
  if (!found) {
    const params = { model: node.name, config: 'event_time', column: name, columns: columns.map((each) => each.name) };
    return { diagnostics: [diagnose('config-column-unknown', params, { at })] };
  }
  const { type } = found;
  if (/^timestamp/.test(type) || (type === 'date' && size !== 'hour'))
    return { column: { name: found.name, type }, diagnostics: [] };
  return { diagnostics: [diagnose('event-time-not-a-time', { model: node.name, column: name, type, size }, { at })] };
}
