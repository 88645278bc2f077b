import type { Field, Made, OutputColumn } from '../bind/bound.ts';
import type { Expression, TextRange } from '../sql/tree.ts';
import { traceReference } from './trace-expression.ts';
import { addTrace, finished, gathering, NOTHING, strongest, type Trace, type Tracing } from './tracing.ts';

/** Where a column that a query returns comes from. */
export function traceColumn(column: OutputColumn, tracing: Tracing): Trace {
  const { made, name, at } = column;
  const ephemeral = tracing.seen.ephemeral.get(made);
  if (ephemeral) return { ...NOTHING, inputs: new Map([[ephemeral, 'passed through']]) };
  const recursive = tracing.seen.recursive.get(made);
  if (recursive) return renamedAs(name, recursive.name, recursive.trace);
  switch (made.by) {
    case 'expression':
      return traceItem(made.expression, name, tracing);
    case 'star':
      return passedOn(tracing.field(made.field), made.field.name, name, at);
    case 'row-star':
      return traceRowStar(made.operand, made.index, name, tracing);
    case 'set-operation':
      return traceBranches(column, tracing);
    case 'values':
      return traceValues(made.cells, tracing);
  }
}

/** Where a column that FROM offers comes from. */
export function traceField(field: Field, tracing: Tracing): Trace {
  const { from, name } = field;
  switch (from.kind) {
    case 'table':
      return renamedAs(name, from.column, inputOf(from.table.id, from.column, tracing));
    case 'output':
      return renamedAs(name, from.column.name, tracing.column(from.column));
    case 'unnest':
      return traceUnnest(from.argument ? [from.argument] : [], tracing);
    case 'merged':
      return traceMerged(field, tracing);
    case 'generated':
      return traceGenerated(field, tracing);
  }
}

function traceUnnest(items: readonly Expression[], tracing: Tracing): Trace {
  const into = gathering('computed');
  for (const argument of items) tracing.expression(argument, 'computed', into);
  return finished(into, []);
}

// Without a type it is a column whose name alone is known: of a relation or array of which nothing is.
function traceGenerated(field: Field, tracing: Tracing): Trace {
  const unnested = tracing.seen.unnested.get(field);
  return unnested ? traceUnnest(unnested, tracing) : { ...NOTHING, how: 'computed', unknown: !field.type };
}

function inputOf(relation: string, column: string, { origin }: Tracing): Trace {
  return { ...NOTHING, inputs: new Map([[origin(relation, column), 'passed through']]) };
}

function traceItem(expression: Expression, name: string | undefined, tracing: Tracing): Trace {
  if (expression.kind === 'column')
    return passedOn(traceReference(expression, tracing), expression.parts.at(-1), name, expression.at);
  if (expression.kind === 'scalar-query') return traceScalarQuery(expression, name, tracing);
  const into = gathering('computed');
  tracing.expression(expression, 'computed', into);
  return finished(into, expression.at ? [expression.at] : []);
}

/** A scalar subquery hands a value over as a join does, and hangs on its own rows. */
function traceScalarQuery(
  expression: Extract<Expression, { readonly kind: 'scalar-query' }>,
  name: string | undefined,
  tracing: Tracing,
): Trace {
  const [column] = tracing.facts.query(expression.query)?.columns ?? [];
  const into = gathering();
  tracing.expression(expression, 'passed through', into);
  const trace = finished(into, expression.at ? [expression.at] : []);
  return column ? renamedAs(name, column.name, trace) : trace;
}

/** A reference hands its value on. Where nobody made it, the reference that reads it from its relation is what makes it. */
function passedOn(trace: Trace, from: string | undefined, to: string | undefined, at: TextRange | undefined): Trace {
  const renamed = renamedAs(to, from, trace);
  return renamed.made.length > 0 || !at ? renamed : { ...renamed, made: [at] };
}

function renamedAs(to: string | undefined, from: string | undefined, trace: Trace): Trace {
  if (to === undefined || from === undefined || to.toLowerCase() === from.toLowerCase()) return trace;
  const inputs = new Map([...trace.inputs].map(([origin, how]) => [origin, strongest(how, 'renamed')]));
  return { ...trace, inputs, how: strongest(trace.how, 'renamed') };
}

function traceRowStar(operand: Expression, index: number, name: string | undefined, tracing: Tracing): Trace {
  const item = operand.kind === 'row' ? operand.items[index] : undefined;
  if (item) return traceItem(item, name, tracing);
  const into = gathering('computed');
  tracing.expression(operand, 'computed', into);
  return finished(into, operand.at ? [operand.at] : []);
}

// A UNION of many is a chain that leans to the left: walked as a list, so that its inputs are put together once.
function traceBranches(column: OutputColumn, tracing: Tracing): Trace {
  const into = gathering();
  const made: TextRange[] = [];
  for (const { branch, onlyTakesAway } of branchesOf(column, tracing)) {
    const trace = tracing.column(branch);
    if (onlyTakesAway) addTrace(trace, 'filter', into);
    else addTrace(renamedAs(column.name, branch.name, trace), 'passed through', into);
    if (!onlyTakesAway) made.push(...trace.made);
  }
  return finished(into, made);
}

interface Branch {
  readonly branch: OutputColumn;
  /** The right side of EXCEPT. */
  readonly onlyTakesAway: boolean;
}

function branchesOf(column: OutputColumn, { seen }: Tracing): readonly Branch[] {
  const found: Branch[] = [];
  let left = column;
  for (let made: Made = left.made; made.by === 'set-operation'; made = left.made) {
    found.push({ branch: made.right, onlyTakesAway: seen.excepts.has(made) });
    left = made.left;
  }
  return [{ branch: left, onlyTakesAway: false }, ...found.reverse()];
}

function traceValues(cells: readonly Expression[], tracing: Tracing): Trace {
  const into = gathering('computed');
  for (const cell of cells) tracing.expression(cell, 'computed', into);
  return finished(
    into,
    cells.flatMap(({ at }) => (at ? [at] : [])),
  );
}

/** The two sides of USING are equal, or one of them is there: the value of either. Of an outer join's it is that of the side that is kept. */
function traceMerged(field: Field, tracing: Tracing): Trace {
  // A column that many joins have in common leans to the left as they do.
  const rights: Field[] = [];
  let left = field;
  while (left.from.kind === 'merged') {
    const side = tracing.seen.merged.get(left.from);
    if (side === undefined) rights.push(left.from.right);
    const isRight = side === 'right';
    left = isRight ? left.from.right : left.from.left;
    if (isRight) break;
  }
  if (rights.length === 0) return tracing.field(left);
  const into = gathering();
  for (const each of [left, ...rights.reverse()]) addTrace(tracing.field(each), 'passed through', into);
  return finished(into, []);
}
