import { useMemo, useState } from 'preact/hooks';
import type { CheckRow, ColumnDetail } from '../../../../src/docs/site-data.ts';
import { useLoaded } from '../../data/site.ts';
import { columnUsers } from '../../data/column-users.ts';
import { counted, countText } from '../../format/figures.ts';
import { nodeLink, withParams } from '../../router/links.ts';
import { navigate } from '../../router/navigate.ts';
import type { NodeProps } from '../node-page.tsx';
import { ColumnRow } from './column-row.tsx';

/** How many rows are drawn at first; a filter finds the others. */
const SHOWN = 150;

const HEADS = [
  ['Column', 'name'],
  ['Type', 'type'],
  ['Description', 'description'],
  ['Tests', 'tests'],
  ['Made from', 'from'],
  ['Used by', 'used'],
] as const;

/** What the table says of columns; what is known of none of them is left out. */
export type ColumnPart = (typeof HEADS)[number][1];

function partsOf(columns: readonly ColumnDetail[]): ReadonlySet<ColumnPart> {
  const hasTests = columns.some((column) => column.checks.length > 0);
  const hasInputs = columns.some((column) => column.inputs.length > 0 || column.sql.length > 0);
  return new Set(
    HEADS.map(([, part]) => part).filter((part) => (part !== 'tests' || hasTests) && (part !== 'from' || hasInputs)),
  );
}

/** The columns of a node: what they are, where they come from, who takes them. One of them may be open; it stands in the address. */
export function ColumnsView(props: NodeProps) {
  const { detail, route, index, row } = props;
  const [filter, setFilter] = useState('');
  const [isWhole, setWhole] = useState(false);
  const checks = useLoaded((site) => site.checks());
  const links = useLoaded((site) => Promise.all([site.columnGraph(), site.relations()]));
  const found = useMemo(() => matching(detail.columns, filter), [detail, filter]);
  const parts = useMemo(() => partsOf(detail.columns), [detail]);
  const openAt = found.findIndex(({ name }) => name === route.column);
  const shown = isWhole ? found : found.slice(0, Math.max(SHOWN, openAt + 1));
  const toggle = (name: string) =>
    navigate(
      withParams(route, { view: 'columns', column: route.column === name ? undefined : name, target: undefined }),
      {
        replace: true,
      },
    );
  const all = checks.state === 'ready' ? checks.value : [];
  const known = useMemo(() => {
    if (links.state !== 'ready' || checks.state !== 'ready') return undefined;
    const [graph, { relations }] = links.value;
    return { graph, relations: relations.filter(({ to }) => to === index), checks: checks.value };
  }, [links.state, checks.state, index]);
  return (
    <>
      {detail.columns.length > 8 && (
        <div class="filter-bar">
          <input
            type="search"
            class="input"
            placeholder="Filter columns: name, type, words"
            aria-label="Filter columns"
            value={filter}
            onInput={(event) => setFilter(event.currentTarget.value)}
          />
          <span class="filter-found" role="status">
            {found.length === detail.columns.length
              ? counted(found.length, 'column')
              : `${countText(found.length)} of ${countText(detail.columns.length)}`}
          </span>
        </div>
      )}
      <div class="table-box">
        <table class="table columns-table" aria-label={`Columns of ${row.name}`}>
          <thead>
            <tr>
              {HEADS.filter(([, part]) => parts.has(part)).map(([title, part]) => (
                <th key={part} scope="col" class={`columns-head-${part}`}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((column) => (
              <ColumnRow
                key={column.name}
                {...props}
                column={column}
                parts={parts}
                tests={checksOf(column, all)}
                known={known}
                used={known && columnUsers(known, index, column.name)}
                isOpen={column.name === route.column}
                onToggle={() => toggle(column.name)}
                link={nodeLink(row.id, { column: column.name })}
              />
            ))}
          </tbody>
        </table>
      </div>
      {found.length === 0 && <p class="empty">No column matches.</p>}
      {shown.length < found.length && (
        <button type="button" class="button" onClick={() => setWhole(true)}>
          Show {countText(found.length - shown.length)} more
        </button>
      )}
    </>
  );
}

function matching(columns: readonly ColumnDetail[], filter: string): readonly ColumnDetail[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return columns;
  return columns.filter(({ name, type, description, tags }) => {
    const text = [name, type, description, ...(tags ?? [])].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function checksOf(column: ColumnDetail, all: readonly CheckRow[]): readonly CheckRow[] {
  return column.checks.map((check) => all[check]).filter((check) => check !== undefined);
}
