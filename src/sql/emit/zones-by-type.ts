import type { Facts, Field, Made } from '../../bind/bound.ts';
import type { Binary, Call, Column, Expression, Literal } from '../tree.ts';
import type { TrinoType } from '../types.ts';
import { isUtc, zoneIn } from './zones-by-syntax.ts';

/** The zone of values with a time zone: UTC, one that an expression gives, or (undefined) one that is not known. */
export type Zone = 'utc' | Expression | undefined;

/** Whether values of a type carry a time zone, themselves or inside. */
export function carriesZone(type: TrinoType | undefined): boolean {
  switch (type?.kind) {
    case 'timestamp':
    case 'time':
      return type.withTimeZone;
    case 'array':
      return carriesZone(type.element);
    case 'map':
      return carriesZone(type.key) || carriesZone(type.value);
    case 'row':
      return type.fields.some((field) => carriesZone(field.type));
    default:
      return false;
  }
}

/** Where a value's zone comes from, followed through columns of subqueries to where it was made. */
export function zoneByType(expression: Expression, facts: Facts): Zone {
  // What becomes a value with a zone by itself is in the session's.
  if (!carriesZone(facts.value(expression)?.type)) return 'utc';
  switch (expression.kind) {
    case 'typed-literal':
      return zoneOfText(expression.value);
    case 'cast':
      return zoneOfCast(expression.operand, facts);
    case 'at-time-zone':
      return zoneOfName(expression.zone);
    case 'column':
      return zoneOfColumn(expression, facts);
    case 'call':
      return zoneOfCall(expression, facts);
    case 'case':
      return common([...expression.whens.map(({ then }) => then), ...(expression.otherwise ? [expression.otherwise] : [])], facts); // prettier-ignore
    case 'binary':
      return zoneOfSum(expression, facts);
    case 'subscript':
    case 'field':
      return zoneByType(expression.operand, facts);
    case 'array':
    case 'row':
      return common(expression.items, facts);
    case 'scalar-query': {
      const [column] = facts.query(expression.query)?.columns ?? [];
      return column && zoneOfMade(column.made, facts);
    }
    default:
      return undefined;
  }
}

// A moment with intervals added or taken away, a chain of any length.
function zoneOfSum(sum: Binary, facts: Facts): Zone {
  let at: Expression = sum;
  while (at.kind === 'binary' && !carriesZone(typeOf(at.right, facts)) && carriesZone(typeOf(at.left, facts)))
    at = at.left;
  return at.kind === 'binary' ? common([at.left, at.right], facts) : common([at], facts);
}

function typeOf(expression: Expression, facts: Facts): TrinoType | undefined {
  return facts.coercion(expression) ?? facts.value(expression)?.type;
}

function zoneOfText(text: string): Zone {
  const zone = zoneIn(text);
  return zone === undefined ? undefined : zoneOfName({ kind: 'literal', type: 'string', value: zone });
}

function zoneOfName(zone: Expression): Zone {
  return zone.kind === 'literal' && isUtc(zone.value) ? 'utc' : zone;
}

// A text that is not written here is read where the query runs, which takes UTC alone.
function zoneOfCast(operand: Expression, facts: Facts): Zone {
  if (operand.kind === 'literal' && operand.type === 'string') return zoneIn(operand.value) === undefined ? 'utc' : zoneOfText(operand.value); // prettier-ignore
  return zoneByType(operand, facts);
}

function zoneOfColumn(column: Column, facts: Facts): Zone {
  const reference = facts.reference(column);
  if (reference?.kind === 'field') return zoneOfField(reference.field, facts);
  return reference?.kind === 'output' ? zoneOfMade(reference.column.made, facts) : undefined;
}

function zoneOfField({ from, type }: Field, facts: Facts): Zone {
  if (!carriesZone(type)) return 'utc';
  switch (from.kind) {
    case 'table':
      return 'utc';
    case 'output':
      return zoneOfMade(from.column.made, facts);
    case 'unnest':
      return from.argument && fixed(zoneByType(from.argument, facts));
    case 'merged':
      return same(zoneOfField(from.left, facts), zoneOfField(from.right, facts));
    case 'generated':
      return undefined;
  }
}

function zoneOfMade(made: Made, facts: Facts): Zone {
  switch (made.by) {
    case 'expression':
      return fixed(zoneByType(made.expression, facts));
    case 'star':
      return zoneOfField(made.field, facts);
    case 'row-star':
      return fixed(zoneByType(made.operand, facts));
    case 'set-operation':
      return zoneOfSides(made, facts);
    case 'values':
      return fixed(common(made.cells, facts));
  }
}

// Set operations lean to the left, in chains of any length.
function zoneOfSides(made: Made, facts: Facts): Zone {
  const rights: Made[] = [];
  let first = made;
  for (; first.by === 'set-operation'; first = first.left.made) rights.push(first.right.made);
  return rights.reduceRight((zone, right) => same(zone, zoneOfMade(right, facts)), zoneOfMade(first, facts));
}

// What names the zone may not be seen from outside, unless it is written out.
function fixed(zone: Zone): Zone {
  return zone === 'utc' || zone?.kind === 'literal' ? zone : undefined;
}

function zoneOfCall(call: Call, facts: Facts): Zone {
  const { name, args } = call;
  switch (name) {
    case 'current_timestamp':
    case 'now':
    case 'from_unixtime_nanos':
    case 'parse_datetime':
      return 'utc';
    case 'at_timezone':
    case 'with_timezone':
      return args[1] && zoneOfName(args[1]);
    case 'from_unixtime':
      return args.length === 1 ? 'utc' : args.length === 2 ? zoneOfName(args[1] as Expression) : undefined;
    case 'from_iso8601_timestamp':
      return undefined;
    default:
      return args.some(({ kind }) => kind === 'lambda') ? undefined : common(args, facts);
  }
}

/** The zone of all those that carry one. */
function common(expressions: readonly Expression[], facts: Facts): Zone {
  let zone: Zone;
  let found = false;
  for (const expression of expressions) {
    const own = facts.value(expression)?.type;
    if (!carriesZone(typeOf(expression, facts))) continue;
    if (own?.kind === 'unknown') continue;
    const next = zoneByType(expression, facts);
    zone = found ? same(zone, next) : next;
    found = true;
  }
  return found ? zone : 'utc';
}

function same(one: Zone, other: Zone): Zone {
  if (one === 'utc' || other === 'utc') return one === other ? one : undefined;
  return one && other && literalOf(one) !== undefined && literalOf(one) === literalOf(other) ? one : undefined;
}

function literalOf(zone: Expression): string | undefined {
  return zone.kind === 'literal' ? (zone as Literal).value : undefined;
}
