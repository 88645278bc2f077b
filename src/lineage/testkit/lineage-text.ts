import { expect } from 'vitest';
import { bindSql, type Tables } from '../../bind/testkit/bind-sql.ts';
import type { ColumnLineage, ColumnUse, How, StatementLineage } from '../lineage.ts';
import { traceColumns } from '../trace.ts';

/** Relations of the tests. */
export const TABLES: Tables = {
  orders: 'id bigint, customer_id bigint, amount decimal(10,2), discount decimal(10,2), status varchar, day date, tags array(varchar), info row(city varchar, zip integer)', // prettier-ignore
  customers: 'id bigint, name varchar, country varchar, parent_id bigint',
  events: 'id bigint, at timestamp(3), kind varchar, props map(varchar, varchar), items array(row(sku varchar, quantity integer))', // prettier-ignore
  raw: undefined,
};

export function lineageOf(sql: string, tables: Tables = TABLES): StatementLineage {
  return traceColumns(bindSql(sql, tables));
}

/**
 * Expects the lineage of a query, in lines: `name = inputs; what it alone hangs on`, and at the end `rows: …`. An input is its column with a
 * letter before it: `=` passed through, `>` renamed, `*` computed, `+` aggregated. `?` marks what is not known.
 */
export function expectLineage(sql: string, lines: readonly string[], tables: Tables = TABLES): void {
  expect(textOf(lineageOf(sql, tables))).toEqual(lines);
}

export function textOf({ columns, indirect, unknown }: StatementLineage): string[] {
  const rows = usesText(indirect);
  return [
    ...(columns?.map(columnText) ?? [`? columns${unknown ? '' : '!'}`]),
    ...(rows === '' ? [] : [`rows: ${rows}`]),
  ];
}

const SIGNS: Readonly<Record<How, string>> = { 'passed through': '=', renamed: '>', computed: '*', aggregated: '+' };

function columnText({ name, how, inputs, indirect, unknown }: ColumnLineage): string {
  const values = inputs.map((input) => `${SIGNS[input.how]}${input.relation}.${input.column}`).join(' ');
  const uses = indirect.length === 0 ? '' : `; ${usesText(indirect)}`;
  const from = `${values}${unknown ? '?' : ''}`;
  return `${name} ${SIGNS[how]}${from === '' ? '' : ` ${from}`}${uses}`;
}

function usesText(uses: readonly ColumnUse[]): string {
  return uses.map(({ relation, column, use }) => `${use} ${relation}.${column}`).join(', ');
}
