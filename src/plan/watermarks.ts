import { FIRST_TIME, type Situation } from '../compile/compiler.ts';
import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { Column, RelationName } from '../engines/engine.ts';
import { placeAt } from '../graph/place-at.ts';
import type { ResolvedWatermark } from '../graph/graph.ts';
import type { ModelNode } from '../project/project.ts';
import { literal } from '../sql/quote.ts';
import { parseTrinoType } from '../sql/types.ts';
import { hole } from './holes.ts';
import { isMadeAnew } from './made-anew.ts';
import type { Step, WatermarkCommit } from './plan.ts';
import type { PlanScope } from './scope.ts';
import { appends } from './strategy.ts';

/** One watermark of a node: where its column is, from which value it reads on, and the hole of the value it reads to. */
export interface Watermark {
  readonly column: Column;
  readonly of: string;
  readonly ofName: string;
  readonly from: RelationName;
  readonly low: string;
  readonly hole: string;
}

const BEFORE_EVERYTHING = '0001-01-01';
const LOWEST: Readonly<Record<string, string>> = {
  tinyint: '-128',
  smallint: '-32768',
  integer: '-2147483648',
  bigint: '-9223372036854775808',
  real: '-Infinity',
  double: '-Infinity',
};

const HIGHEST: Readonly<Record<string, string>> = {
  tinyint: '127',
  smallint: '32767',
  integer: '2147483647',
  bigint: '9223372036854775807',
  real: 'Infinity',
  double: 'Infinity',
};

/** The watermarks that a node's template names, each once, with their last committed (or first) values. */
export function watermarksOf(
  id: string,
  scope: PlanScope,
): { watermarks: readonly Watermark[]; diagnostics: Diagnostic[] } {
  const calls = scope.graph.watermarks[id] ?? [];
  const diagnostics: Diagnostic[] = [];
  const found = new Map<string, Watermark>();
  for (const call of calls) {
    const key = `${call.of} ${call.column.toLowerCase()}`;
    if (found.has(key)) continue;
    const watermark = resolve(id, call, calls, scope);
    if ('code' in watermark) diagnostics.push(watermark);
    else found.set(key, watermark);
  }
  return { watermarks: [...found.values()], diagnostics };
}

function resolve(
  id: string,
  call: ResolvedWatermark,
  calls: readonly ResolvedWatermark[],
  scope: PlanScope,
): Watermark | Diagnostic {
  const { project } = scope;
  const input = project.sources[call.of] ?? project.nodes[call.of];
  const at = placeAt(project, call.span);
  const ofName = call.of.split('.').slice(2).join('.');
  const from = input && 'relation' in input ? input.relation : undefined;
  const ephemeral =
    input && 'config' in input && (input.config as { materialized?: string }).materialized === 'ephemeral';
  if (!from || ephemeral) return diagnose('watermark-input-not-stored', { input: ofName }, { at });
  const columns = scope.columnsOf(call.of);
  const column = columns?.find((candidate) => candidate.name.toLowerCase() === call.column.toLowerCase());
  if (!column)
    return diagnose(
      'watermark-column-unknown',
      { column: call.column, input: ofName, columns: columns?.map((c) => c.name) ?? [] },
      { at },
    );
  const several = calls.some(
    (other) => other.column.toLowerCase() === call.column.toLowerCase() && other.of !== call.of,
  );
  return {
    column,
    of: call.of,
    ofName,
    from,
    low: lowValue(id, call, column, scope),
    hole: `high_watermark(${call.column}${several ? ` of ${ofName}` : ''})`,
  };
}

function lowValue(id: string, call: ResolvedWatermark, column: Column, scope: PlanScope): string {
  const node = scope.project.nodes[id];
  const committed = scope
    .committed(id)
    .watermarks.find((entry) => entry.of === call.of && entry.column.toLowerCase() === call.column.toLowerCase());
  if (committed && node?.resourceType === 'model' && !isMadeAnew(node, scope)) return committed.value;
  return asText(node?.config.begin, column.type);
}

// `begin` as text in the form that the column's type is compared in; without it, a value before every other.
function asText(begin: string | number | undefined, type: string): string {
  if (/^timestamp/.test(type)) {
    const text = String(begin ?? BEFORE_EVERYTHING).replace('T', ' ');
    const withTime = /\d:\d/.test(text) ? text : `${text} 00:00:00`;
    return /with time zone/.test(type) && !/[a-zA-Z+]/.test(withTime) ? `${withTime} UTC` : withTime;
  }
  if (type === 'date') return String(begin ?? BEFORE_EVERYTHING).slice(0, 10);
  if (/^(varchar|char)/.test(type)) return String(begin ?? '');
  return String(begin ?? LOWEST[type] ?? lowestDecimal(type));
}

/** What `watermark()` and `high_watermark()` stand for where every row counts, as in unit tests: the least and the greatest value of the column's type. */
export function widestBounds(id: string, scope: PlanScope): Pick<Situation, 'watermark' | 'highWatermark'> {
  const typeOf = (name: string, of: string | undefined) => {
    const folded = name.toLowerCase();
    const call = (scope.graph.watermarks[id] ?? []).find(
      (one) => one.column.toLowerCase() === folded && (of === undefined || one.of === of),
    );
    const columns = call && scope.columnsOf(call.of);
    return columns?.find((column) => column.name.toLowerCase() === folded)?.type;
  };
  const bound = (text: (type: string) => string, otherwise: Situation['watermark']): Situation['watermark'] => {
    return (name, of) => {
      const type = typeOf(name, of);
      const parsed = type === undefined ? undefined : parseTrinoType(type);
      return type === undefined || !parsed ? otherwise(name, of) : literal(text(type), parsed, 'athena');
    };
  };
  return {
    watermark: bound((type) => asText(undefined, type), FIRST_TIME.watermark),
    highWatermark: bound(greatest, FIRST_TIME.highWatermark),
  };
}

function greatest(type: string): string {
  if (/^timestamp/.test(type)) return `9999-12-31 23:59:59${/with time zone/.test(type) ? ' UTC' : ''}`;
  if (type === 'date') return '9999-12-31';
  // The last code point: no text that begins otherwise sorts behind it.
  if (/^(varchar|char)/.test(type)) return '\u{10FFFF}';
  return HIGHEST[type] ?? lowestDecimal(type).replace('-', '');
}

/** The lower bound as a literal of Athena's SQL. */
export function lowLiteral({ low, column }: Watermark, dialect: 'athena' | 'trino' | 'duckdb' = 'athena'): string {
  const type = parseTrinoType(column.type)!;
  return literal(low, type, dialect);
}

function lowestDecimal(type: string): string {
  const parsed = parseTrinoType(type);
  return parsed?.kind === 'decimal' ? `-${'9'.repeat(parsed.precision - parsed.scale) || '0'}` : '0';
}

/** The upper bound in Athena's SQL: a hole, filled by the step that measures it. */
export function highExpression({ hole: name, column }: Watermark): string {
  return `CAST('${hole(name)}' AS ${holeType(column)})`;
}

/** The type a hole is cast to: of integers the widest, whose samples are long enough to stand nowhere else in a query. */
export function holeType({ type }: Column): string {
  return /^(tinyint|smallint|integer)$/.test(type) ? 'bigint' : type;
}

/** Steps that fix the new high values; none where an unfinished batch is taken up again, whose bounds are known. */
export function findHighSteps(watermarks: readonly Watermark[], scope: PlanScope): Step[] {
  return watermarks.map((watermark, index) => ({
    kind: 'find-high',
    id: `find-high-${index + 1}`,
    purpose: `find the newest ${watermark.column.name} in ${watermark.ofName}`,
    hole: watermark.hole,
    column: watermark.column,
    from: watermark.from,
    fromName: watermark.ofName,
    low: watermark.low,
    lowLiteral: lowLiteral(watermark, scope.dialect),
  }));
}

/** The step that remembers the batch; none for a model without watermarks whose batch may be repeated. `severalCommits`: of a table made anew. */
export function commitStep({ config }: ModelNode, watermarks: readonly Watermark[], severalCommits = false): Step[] {
  const exactlyOnce = appends(config) || severalCommits;
  if (watermarks.length === 0 && !exactlyOnce) return [];
  const commits: WatermarkCommit[] = watermarks.map(({ column, of, hole: name, low }) => ({
    column: column.name,
    of,
    type: column.type,
    hole: name,
    low,
  }));
  return [
    { kind: 'commit', id: 'commit', purpose: 'remember how far this batch reached', watermarks: commits, exactlyOnce },
  ];
}
