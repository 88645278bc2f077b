import { useMemo, useState } from 'preact/hooks';
import type { Value } from '../../../src/engines/engine.ts';
import { CopyButton, downloadText } from '../components/copy-button.tsx';
import { useRowWindow } from '../components/window.ts';
import { cellText } from './cell-text.ts';
import { columnKind } from './column-kind.ts';
import { toCsv, toTabs } from './csv.ts';
import type { TableColumn } from './csv.ts';
import { columnWidths, filterRows, orderRows } from './table-rows.ts';
import type { Row, TableOrder } from './table-rows.ts';

/** Pixels; charts.css has the same. */
const ROW_HEIGHT = 28;

/** Fewer are drawn whole, and printed whole. */
const WINDOWED = 200;

/** A result as a table that is filtered, sorted by its heads, copied, and saved as CSV, as it is shown. `name` names the file. */
export function DataTable(props: {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Value[])[];
  readonly name: string;
}) {
  const { columns, rows, name } = props;
  const [text, setText] = useState('');
  const [order, setOrder] = useState<TableOrder>();
  const kept = useMemo(() => filterRows(rows, text), [rows, text]);
  const shown = useMemo(() => orderRows(kept, columns, order), [kept, columns, order]);
  return (
    <div class="datatable">
      <div class="datatable-bar">
        <input
          class="datatable-filter"
          type="search"
          aria-label={`Filter the rows of ${name}`}
          placeholder="Filter rows"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <span class="datatable-count" role="status">
          {countText(shown.length, rows.length)}
        </span>
        <CopyButton label="Copy" text={() => toTabs(columns, shown)} />
        <button
          type="button"
          class="button"
          onClick={() => downloadText(`${name}.csv`, 'text/csv;charset=utf-8', toCsv(columns, shown))}
        >
          CSV
        </button>
      </div>
      <Rows {...{ columns, order, name }} rows={shown} widths={columnWidths(columns, rows)} onOrder={setOrder} />
    </div>
  );
}

function countText(shown: number, all: number): string {
  const total = `${all.toLocaleString('en')} ${all === 1 ? 'row' : 'rows'}`;
  return shown === all ? total : `${shown.toLocaleString('en')} of ${total}`;
}

function Rows(props: {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly Row[];
  readonly widths: readonly number[];
  readonly name: string;
  readonly order: TableOrder | undefined;
  readonly onOrder: (order: TableOrder | undefined) => void;
}) {
  const { columns, rows, widths, name, order, onOrder } = props;
  const { box, first, end, before, after } = useRowWindow(rows.length, ROW_HEIGHT);
  const isWindowed = rows.length > WINDOWED;
  const drawn = isWindowed ? rows.slice(first, end) : rows;
  const start = isWindowed ? first : 0;
  const isNumber = columns.map(({ type }) => columnKind(type) === 'number');
  return (
    <div
      ref={box}
      class={isWindowed ? 'datatable-box datatable-windowed' : 'datatable-box'}
      tabIndex={0}
      role="region"
      aria-label={`Rows of ${name}`}
    >
      <table class="datatable-table" aria-label={name} aria-rowcount={rows.length + 1}>
        <colgroup>
          {widths.map((width, at) => (
            <col key={at} style={{ width: `${width}ch` }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column, at) => (
              <Head key={at} {...{ column, at, order, onOrder }} isNumber={isNumber[at]!} />
            ))}
          </tr>
        </thead>
        <tbody>
          {isWindowed && <tr aria-hidden="true" style={{ height: `${before}px` }} />}
          {drawn.map((row, at) => (
            <tr key={start + at} aria-rowindex={start + at + 2}>
              {columns.map((_, column) => (
                <Cell key={column} value={row[column]} isNumber={isNumber[column]!} />
              ))}
            </tr>
          ))}
          {isWindowed && <tr aria-hidden="true" style={{ height: `${after}px` }} />}
        </tbody>
      </table>
    </div>
  );
}

function Head(props: {
  readonly column: TableColumn;
  readonly at: number;
  readonly isNumber: boolean;
  readonly order: TableOrder | undefined;
  readonly onOrder: (order: TableOrder | undefined) => void;
}) {
  const { column, at, isNumber, order, onOrder } = props;
  const isBy = order?.column === at;
  const state = isBy ? (order.isDown ? 'descending' : 'ascending') : 'none';
  return (
    <th
      scope="col"
      aria-sort={state}
      class={isNumber ? 'datatable-number' : ''}
      title={`${column.name} ${column.type}`}
    >
      <button type="button" class="datatable-sort" onClick={() => onOrder(nextOrder(order, at, isNumber))}>
        {column.name}
        <span aria-hidden="true">{isBy ? (order.isDown ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  );
}

/** Numbers from the largest first, others from the smallest; then the other way; then as the query has them. */
function nextOrder(order: TableOrder | undefined, column: number, isNumber: boolean): TableOrder | undefined {
  if (order?.column !== column) return { column, isDown: isNumber };
  return order.isDown === isNumber ? { column, isDown: !isNumber } : undefined;
}

function Cell({ value, isNumber }: { readonly value: Value | undefined; readonly isNumber: boolean }) {
  if (value === null || value === undefined) {
    return (
      <td class={isNumber ? 'datatable-number' : ''}>
        <span class="datatable-null">null</span>
      </td>
    );
  }
  const text = cellText(value);
  return (
    <td class={isNumber ? 'datatable-number' : ''} title={text.length > 40 ? text : undefined}>
      {text}
    </td>
  );
}
