import { valuesOf } from './emit-query.ts';
import type { Alias, Binary, Body, Expression, Join, Query, Relation } from '../tree.ts';
import { identifier, type Emitter } from './emitter.ts';
import { mayBeNaN } from './nan.ts';
import { chainOf } from './emit-set-operation.ts';
import { emitUnnest } from './emit-unnest.ts';

/** FROM's relations, which commas separate. */
export function emitFrom(relations: readonly Relation[], emitter: Emitter): string {
  return relations.map((relation) => emitRelation(relation, emitter)).join(', ');
}

function emitRelation(relation: Relation, emitter: Emitter): string {
  switch (relation.kind) {
    case 'table':
      if (relation.parts.some((part) => part.includes('$'))) {
        return emitter.refuse(`The metadata table "${relation.parts.join('.')}"`);
      }
      return `${relation.parts.map(identifier).join('.')}${emitAlias(relation.alias)}`;
    case 'derived':
      checkWidth(relation.query, relation.alias?.columns ?? [], emitter);
      return `${relation.lateral ? 'LATERAL ' : ''}(${emitter.query(relation.query)})${emitAlias(relation.alias)}`;
    case 'unnest':
      return emitUnnest(relation, emitter);
    case 'sequence-table':
      return emitSequence(relation.args.map((arg) => emitter.text(arg)), relation.alias); // prettier-ignore
    case 'sample':
      return emitSample(relation, emitter);
    case 'join':
      return emitJoin(relation, emitter);
  }
}

export function emitAlias(alias: Alias | undefined): string {
  if (!alias) return '';
  const columns = alias.columns.length > 0 ? `(${alias.columns.map(identifier).join(', ')})` : '';
  return ` AS ${identifier(alias.name)}${columns}`;
}

// Trino names the column of TABLE(sequence(…)) so.
function emitSequence(args: readonly string[], alias: Alias | undefined): string {
  const text = `(SELECT unnest(t_sequence(${args.join(', ')})) AS sequential_number)`;
  return `${text}${emitAlias(alias)}`;
}

// A sample differs from run to run on every engine, unless it takes all or nothing.
function emitSample(relation: Extract<Relation, { kind: 'sample' }>, emitter: Emitter): string {
  const method = relation.method === 'system' ? 'system' : 'bernoulli';
  return `${emitRelation(relation.relation, emitter)} TABLESAMPLE ${method} (${emitter.plain(relation.percent)} PERCENT)`;
}

// Joins lean to the left, in chains of any length.
function emitJoin(join: Join, emitter: Emitter): string {
  const joined: string[] = [];
  let first: Relation = join;
  for (; first.kind === 'join'; first = first.left) {
    if (first.type !== 'cross' && !first.on && !first.using) break;
    joined.push(emitJoined(first, emitter));
  }
  const start =
    first.kind === 'join'
      ? emitter.refuse('A join without ON or USING', undefined, 'Write CROSS JOIN if every pair is wanted.')
      : emitRelation(first, emitter);
  return `${start}${joined.reverse().join('')}`;
}

function emitJoined({ type, right, on, using }: Join, emitter: Emitter): string {
  const side = right.kind === 'join' ? `(${emitRelation(right, emitter)})` : emitRelation(right, emitter);
  const condition = on
    ? ` ON ${emitCondition(on, emitter)}`
    : using
      ? ` USING (${using.map(identifier).join(', ')})`
      : '';
  return ` ${type === 'inner' ? '' : `${type.toUpperCase()} `}JOIN ${side}${condition}`;
}

// Only what is true joins: a NaN, which is equal to nothing, may be a NULL there, and the join stays one by hash.
function emitCondition(on: Expression, emitter: Emitter): string {
  if (on.kind !== 'binary') return emitter.text(on);
  if (on.operator === 'and') return emitConjuncts(on, emitter);
  if (on.operator !== '=' || !mayBeNaN(on.left, emitter) || !mayBeNaN(on.right, emitter)) return emitter.text(on);
  return `nullif(${emitter.text(on.left)}, CAST('NaN' AS DOUBLE)) = ${emitter.operand(on.right)}`;
}

function emitConjuncts(on: Binary, emitter: Emitter): string {
  const operand = (part: Expression, text: string): string => (part.kind === 'binary' ? `(${text})` : text);
  const chain: Binary[] = [];
  let first: Expression = on;
  for (; first.kind === 'binary' && first.operator === 'and'; first = first.left) chain.push(first);
  return chain.reduceRight(
    (text, { left, right }) => `${operand(left, text)} AND ${operand(right, emitCondition(right, emitter))}`,
    emitCondition(first, emitter),
  );
}

/** DuckDB takes fewer names than there are columns. */
export function checkWidth(query: Query, names: readonly string[], emitter: Emitter): void {
  const width = widthOf(query.body);
  if (names.length > 0 && width !== undefined && width !== names.length) emitter.refuse(`A list of ${names.length} names for ${width} columns`); // prettier-ignore
}

function widthOf(body: Body): number | undefined {
  switch (body.kind) {
    case 'select':
      return body.items.every((item) => item.kind === 'expression') ? body.items.length : undefined;
    case 'values': {
      const [row] = body.rows;
      return row ? valuesOf(row).length : undefined;
    }
    case 'set-operation': {
      const { first, operations } = chainOf(body);
      return operations.reduce((width, { right }) => width ?? widthOf(right), widthOf(first));
    }
    case 'query':
      return widthOf(body.query.body);
  }
}
