import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { sortRows } from '../data/order.ts';
import type { Order, SortValue } from '../data/order.ts';
import { usePrinting } from './printing.ts';
import { useRowWindow } from './window.ts';

export interface ItemColumn<T> {
  readonly key: string;
  readonly title: string;
  readonly cell: (item: T) => ComponentChildren;
  /** Without it, the table cannot be sorted by this column. */
  readonly sort?: (item: T) => SortValue;
  readonly isNumber?: boolean;
  /** Its head is read aloud and not seen: cells are signs. */
  readonly isTitleHidden?: boolean;
  /** Takes what room is left. */
  readonly isWide?: boolean;
}

const ROW_HEIGHT = 33;

/** Tables of fewer rows are drawn whole, as high as they are. */
const WINDOWED = 60;

/** A table of links and figures that is sorted by its heads; of many rows, those in sight alone are drawn. */
export function ItemTable<T>(props: {
  readonly label: string;
  readonly items: readonly T[];
  readonly columns: readonly ItemColumn<T>[];
  readonly keyOf: (item: T) => string;
  /** Where the order stands in the address; else the table keeps it. */
  readonly order?: Order | undefined;
  readonly onOrder?: (order: Order) => void;
  readonly empty?: string;
}) {
  const { items, columns, keyOf } = props;
  const [own, setOwn] = useState<Order>();
  const order = props.onOrder ? props.order : own;
  const setOrder = props.onOrder ?? setOwn;
  const sorted = useMemo(() => {
    const by = columns.find(({ key }) => key === order?.key)?.sort;
    return by && order ? sortRows(items, by, order.isDown) : items;
  }, [items, order?.key, order?.isDown]);
  const isPrinting = usePrinting();
  const isWindowed = sorted.length > WINDOWED && !isPrinting;
  const rows = useRowWindow(sorted.length, ROW_HEIGHT, props.label);
  const shown = isWindowed ? sorted.slice(rows.first, rows.end) : sorted;
  if (items.length === 0) return <p class="empty">{props.empty ?? 'None.'}</p>;
  return (
    <div
      class={isWindowed ? 'table-box table-box-windowed' : 'table-box'}
      ref={rows.box}
      {...(isWindowed && { tabIndex: 0, role: 'region' as const, 'aria-label': props.label })}
    >
      <table
        class={isWindowed ? 'table table-windowed' : 'table'}
        aria-label={props.label}
        aria-rowcount={sorted.length + 1}
      >
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} order={order} onOrder={setOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          {isWindowed && <Space height={rows.before} />}
          {shown.map((item, index) => (
            <tr key={keyOf(item)} aria-rowindex={(isWindowed ? rows.first : 0) + index + 2}>
              {columns.map((column) => (
                <td key={column.key} class={cellClass(column)}>
                  {column.cell(item)}
                </td>
              ))}
            </tr>
          ))}
          {isWindowed && <Space height={rows.after} />}
        </tbody>
      </table>
    </div>
  );
}

/** Without the columns that no row has a value for: they say nothing. */
export function withValues<T>(columns: readonly ItemColumn<T>[], items: readonly T[]): readonly ItemColumn<T>[] {
  return columns.filter(({ sort }) => !sort || items.length === 0 || items.some((item) => sort(item) !== undefined));
}

function Head<T>(props: {
  readonly column: ItemColumn<T>;
  readonly order: Order | undefined;
  readonly onOrder: (order: Order) => void;
}) {
  const { column, order, onOrder } = props;
  const isBy = order?.key === column.key;
  // Figures are mostly looked for from the largest.
  const next = { key: column.key, isDown: isBy ? !order.isDown : column.isNumber === true };
  return (
    <th
      scope="col"
      class={cellClass(column)}
      {...(column.sort && { 'aria-sort': isBy ? (order.isDown ? 'descending' : 'ascending') : 'none' })}
    >
      {column.sort ? (
        <button type="button" class="table-sort" onClick={() => onOrder(next)}>
          <Title column={column} />
          <span aria-hidden="true">{isBy ? (order.isDown ? ' ↓' : ' ↑') : ''}</span>
        </button>
      ) : (
        <Title column={column} />
      )}
    </th>
  );
}

function Title<T>({ column }: { readonly column: ItemColumn<T> }) {
  if (!column.isTitleHidden) return <>{column.title}</>;
  return (
    <span title={column.title}>
      <span class="only-read-aloud">{column.title}</span>
      <span aria-hidden="true">◦</span>
    </span>
  );
}

function Space({ height }: { readonly height: number }) {
  return height > 0 ? <tr class="table-space" aria-hidden="true" style={{ height: `${height}px` }} /> : null;
}

function cellClass<T>({ isNumber, isWide }: ItemColumn<T>): string {
  return [isNumber && 'table-number', isWide && 'table-wide'].filter(Boolean).join(' ');
}
