import type { QuarantineRow } from '../../../../src/docs/site-data.ts';
import { ItemTable } from '../../components/item-table.tsx';
import { Nothing } from '../../components/marks.tsx';
import { countText, timeText } from '../../format/figures.ts';

const when = (iso: string | undefined) => (iso ? timeText(iso) : <Nothing />);

/** Rows that a rule kept out, by rule. */
export function QuarantineView({ rows }: { readonly rows: readonly QuarantineRow[] }) {
  return (
    <ItemTable
      label="Quarantine by rule"
      items={rows}
      keyOf={(row) => `${row.rule} ${row.status}`}
      columns={[
        { key: 'rule', title: 'Rule', cell: (row) => row.rule, sort: (row) => row.rule, isWide: true },
        { key: 'status', title: 'Status', cell: (row) => row.status, sort: (row) => row.status },
        { key: 'rows', title: 'Rows', cell: (row) => countText(row.rows), sort: (row) => row.rows, isNumber: true },
        { key: 'first', title: 'First seen', cell: (row) => when(row.firstSeen), sort: (row) => row.firstSeen },
        { key: 'last', title: 'Last seen', cell: (row) => when(row.lastSeen), sort: (row) => row.lastSeen },
      ]}
      empty="No row is in quarantine."
    />
  );
}
