import type { Frame, FrameBound, Located, Ordering } from '../../../sql/tree.ts';
import type { TrinoType } from '../../../sql/types.ts';
import { bindExpression, type ExpressionContext } from '../bind-expression.ts';
import { report, typeName } from '../problems.ts';
import { writtenInteger } from './check-arguments.ts';

/** Binds a frame by the rules of Trino's ExpressionAnalyzer.analyzeWindow. `orderings` order the window; `node` is where it stands. */
export function bindFrame(
  frame: Frame,
  orderings: readonly Ordering[],
  node: Located,
  context: ExpressionContext,
): void {
  const end: FrameBound = frame.end ?? { kind: 'current row' };
  const problem = orderProblem(frame.start, end);
  if (problem !== undefined) report(context, node, 'window-frame', { problem });
  const bounds = [frame.start, end].filter((bound) => 'distance' in bound);
  const types = bounds.map(({ distance }) => bindExpression(distance, context).type);
  if (bounds.length === 0 || problem !== undefined) return;
  if (!checkOrder(frame, orderings, node, context)) return;
  const [first] = orderings;
  const sort = first && context.binding.notes.value(first.expression)?.type;
  bounds.forEach(({ distance }, index) => {
    const type = types[index];
    const wrong = type && (frame.unit === 'range' ? rangeProblem(type, sort) : countProblem(type, frame.unit));
    if (wrong !== undefined) report(context, distance, 'window-frame', { problem: wrong });
    else if ((writtenInteger(distance) ?? 0) < 0) {
      report(context, distance, 'window-frame', { problem: 'An offset of a frame cannot be negative' });
    }
  });
}

const RANKS = ['unbounded preceding', 'preceding', 'current row', 'following', 'unbounded following'] as const;

function orderProblem(start: FrameBound, end: FrameBound): string | undefined {
  if (start.kind === 'unbounded following') return 'A frame cannot start with UNBOUNDED FOLLOWING';
  if (end.kind === 'unbounded preceding') return 'A frame cannot end with UNBOUNDED PRECEDING';
  if (RANKS.indexOf(start.kind) <= RANKS.indexOf(end.kind)) return undefined;
  return `A frame that starts with ${start.kind.toUpperCase()} cannot end with ${end.kind.toUpperCase()}`;
}

function checkOrder(
  { unit }: Frame,
  orderings: readonly Ordering[],
  node: Located,
  context: ExpressionContext,
): boolean {
  if (unit === 'rows') return true;
  const name = unit.toUpperCase();
  if (orderings.length === 0) {
    report(context, node, 'window-frame', {
      problem: `A frame of ${name} with an offset needs an ORDER BY in its window`,
    });
    return false;
  }
  if (unit === 'groups' || orderings.length === 1) return true;
  const problem = `A frame of RANGE with an offset needs one expression in ORDER BY, and there are ${orderings.length}`;
  report(context, node, 'window-frame', { problem });
  return false;
}

const INTEGERS: ReadonlySet<TrinoType['kind']> = new Set(['tinyint', 'smallint', 'integer', 'bigint']);
const NUMBERS: ReadonlySet<TrinoType['kind']> = new Set([...INTEGERS, 'decimal', 'real', 'double']);

function countProblem(type: TrinoType, unit: string): string | undefined {
  if (INTEGERS.has(type.kind) || (type.kind === 'decimal' && type.scale === 0)) return undefined;
  return `An offset of ${unit.toUpperCase()} must be a whole number, but is ${typeName(type)}`;
}

function rangeProblem(type: TrinoType, sort: TrinoType | undefined): string | undefined {
  if (!sort) return undefined;
  const fits = FITTING.find(({ sorts }) => sorts(sort));
  if (!fits)
    return `A frame of RANGE with an offset needs a number, a date, a time or an interval in ORDER BY, not ${typeName(sort)}`;
  if (fits.offsets(type)) return undefined;
  return `An offset of RANGE that is ${typeName(type)} does not fit ORDER BY of ${typeName(sort)}`;
}

interface Fit {
  readonly sorts: (type: TrinoType) => boolean;
  readonly offsets: (type: TrinoType) => boolean;
}

const FITTING: readonly Fit[] = [
  { sorts: isNumber, offsets: isNumber },
  { sorts: isOf('date', 'timestamp'), offsets: isOf('interval day to second', 'interval year to month') },
  { sorts: isOf('time', 'interval day to second'), offsets: isOf('interval day to second') },
  { sorts: isOf('interval year to month'), offsets: isOf('interval year to month') },
];

function isNumber({ kind }: TrinoType): boolean {
  return NUMBERS.has(kind);
}

function isOf(...kinds: readonly TrinoType['kind'][]): (type: TrinoType) => boolean {
  return ({ kind }) => kinds.includes(kind);
}
