import type { Facts, Field, Made, OutputColumn } from '../bind/bound.ts';
import type { Binary, Body, Column, CommonTable, Expression, Query, Relation, Select, Window } from '../sql/tree.ts';
import { hashText } from './hash.ts';
import { joinChain } from './join-chain.ts';
import { EPHEMERAL_PREFIX } from './lineage.ts';
import { isQuery } from './nodes.ts';
import type { Seen } from './tracing.ts';

/** Says in a few digits how columns and rows are made: equal for trees that differ in names, aliases, layout and comments alone. */
export interface Fingerprints {
  readonly column: (column: OutputColumn) => string;
  readonly rows: (query: Query) => string;
}

/** Fingerprints of one statement. Each column and common table is read once; what it refers to stands in it as that one's fingerprint. */
export function createFingerprints(facts: Facts, seen: Seen): Fingerprints {
  const columns = new Map<OutputColumn, string>();
  const tables = new Map<CommonTable, string>();

  function column(output: OutputColumn): string {
    const known = columns.get(output);
    if (known !== undefined) return known;
    columns.set(output, 'itself');
    const made = madeText(output);
    columns.set(output, made);
    return made;
  }

  function madeText({ made }: OutputColumn): string {
    const ephemeral = seen.ephemeral.get(made);
    if (ephemeral) return `${ephemeral.relation}.${ephemeral.column.toLowerCase()}`;
    const steps = seen.recursive.get(made)?.steps.map(column) ?? [];
    return steps.length === 0 ? firstText(made) : hashText(`${firstText(made)} then ${steps.join()}`);
  }

  function firstText(made: Made): string {
    switch (made.by) {
      case 'expression':
        return made.expression.kind === 'column' ? referenceText(made.expression) : hashText(text(made.expression));
      case 'star':
        return fieldText(made.field);
      case 'row-star':
        return hashText(`${text(made.operand)}.${made.index}`);
      case 'set-operation':
        return branchesText(made);
      case 'values':
        return hashText(made.cells.map(text).join());
    }
  }

  // A UNION of many leans to the left.
  function branchesText(made: Extract<Made, { readonly by: 'set-operation' }>): string {
    const rights: string[] = [];
    let left: OutputColumn = made.left;
    rights.push(column(made.right));
    for (; left.made.by === 'set-operation'; left = left.made.left) rights.push(column(left.made.right));
    return hashText(`${column(left)} with ${rights.reverse().join()}`);
  }

  function fieldText(field: Field): string {
    const { from } = field;
    switch (from.kind) {
      case 'table':
        return `${from.table.id}.${from.column.toLowerCase()}`;
      case 'output':
        return column(from.column);
      case 'unnest':
        return hashText(`unnest ${from.argument ? text(from.argument) : 'ordinality'} ${from.part ?? ''}`);
      case 'merged':
        return hashText(`using ${fieldText(from.left)} ${fieldText(from.right)}`);
      case 'generated':
        return hashText(`generated ${text(seen.unnested.get(field))}`);
    }
  }

  function referenceText(node: Column): string {
    const reference = facts.reference(node);
    const guess = seen.guesses.get(node);
    if (!reference)
      return guess ? `${guess.relation}.${guess.column.toLowerCase()}` : node.parts.join('.').toLowerCase();
    if (reference.kind === 'parameter') return `parameter ${reference.name}`;
    if (reference.kind === 'output') return column(reference.column);
    return [fieldText(reference.field), ...node.parts.slice(reference.parts)].join('.');
  }

  /** Any part of a tree as text, with its names as what they mean. */
  function text(part: unknown): string {
    if (typeof part === 'string') return JSON.stringify(part);
    if (part === null || typeof part !== 'object') return String(part);
    if (Array.isArray(part)) return `[${part.map(text).join()}]`;
    const { kind } = part as Expression;
    if (kind === 'column') return referenceText(part as Column);
    if (kind === 'binary') return operatorsText(part as Binary);
    return isQuery(part) ? queryText(part as Query) : nodeText(part as Readonly<Record<string, unknown>>);
  }

  // Long chains of AND, OR, || and + lean to the left.
  function operatorsText(chain: Binary): string {
    const rights: string[] = [];
    let left: Expression = chain;
    for (; left.kind === 'binary'; left = left.left) rights.push(`${left.operator} ${text(left.right)}`);
    return `(${text(left)} ${rights.reverse().join(' ')})`;
  }

  // Most of the time goes here: no lists are made.
  function nodeText(node: Readonly<Record<string, unknown>>): string {
    const base = seen.windows.size > 0 ? seen.windows.get(node as unknown as Window) : undefined;
    let result = '{';
    for (const key in node) {
      const value = node[key];
      if (key !== 'at' && value !== undefined) result += `${key}:${text(key === 'name' && base ? base : value)},`;
    }
    return `${result}}`;
  }

  function queryText(query: Query): string {
    const output = facts.query(query)?.columns;
    return hashText(`${output ? output.map(column).join() : '*'} of ${rows(query)}`);
  }

  function rows({ body, orderBy, limit, offset, withTies }: Query): string {
    const isCut = limit !== undefined || offset !== undefined;
    return hashText(`${bodyText(body)}${isCut ? text([orderBy, limit, offset, withTies]) : ''}`);
  }

  function bodyText(body: Body): string {
    switch (body.kind) {
      case 'select':
        return selectText(body);
      case 'query':
        return rows(body.query);
      case 'set-operation':
        return termsText(body);
      case 'values':
        return `values ${body.rows.length}`;
    }
  }

  function termsText(chain: Extract<Body, { readonly kind: 'set-operation' }>): string {
    const rights: string[] = [];
    let left: Body = chain;
    for (; left.kind === 'set-operation'; left = left.left) {
      rights.push(`${left.operator} ${left.all} ${bodyText(left.right)}`);
    }
    return hashText(`${bodyText(left)} ${rights.reverse().join(' ')}`);
  }

  function selectText(select: Select): string {
    const bound = facts.select(select);
    const distinct = select.distinct ? (bound?.columns?.map(column).join() ?? text(select.items)) : '';
    const sets = (select.groupBy ?? []).flatMap((element) => (element.kind === 'expressions' ? [] : [element]));
    const keys = [bound?.grouped, bound?.groupKeys ?? select.groupBy, sets];
    return hashText([select.from.map(relationText), text([select.where, keys, select.having]), distinct].join(';'));
  }

  function relationText(relation: Relation): string {
    switch (relation.kind) {
      case 'table':
        return tableText(relation);
      case 'derived':
        return rows(relation.query);
      case 'join':
        return joinsText(relation);
      case 'sample':
        return `${relationText(relation.relation)} ${relation.method} ${text(relation.percent)}`;
      case 'unnest':
        return `unnest ${text(relation.arrays)}`;
      case 'sequence-table':
        return `sequence ${text(relation.args)}`;
    }
  }

  function joinsText(relation: Relation): string {
    const { first, joins } = joinChain(relation);
    return joins.reduce(
      (left, { type, right, on, using }) => `(${left} ${type} join ${relationText(right)} ${text(on)} ${text(using)})`,
      relationText(first),
    );
  }

  function tableText(relation: Extract<Relation, { readonly kind: 'table' }>): string {
    const meaning = facts.table(relation);
    if (meaning?.kind === 'catalog') return meaning.relation.id;
    if (meaning?.kind !== 'common-table') return relation.parts.join('.').toLowerCase();
    const { table } = meaning;
    if (table.name.startsWith(EPHEMERAL_PREFIX)) return table.name;
    const known = tables.get(table);
    if (known !== undefined) return known;
    tables.set(table, 'itself');
    const found = rows(table.query);
    tables.set(table, found);
    return found;
  }

  return { column, rows };
}
