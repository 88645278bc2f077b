import { Chart, DataTable } from '../../charts/index.ts';
import { counted } from '../../format/figures.ts';
import type { NodeProps } from '../node-page.tsx';

/** What an analysis answers: its chart and its rows. */
export function ResultView({ row, detail }: NodeProps) {
  const { result } = detail;
  if (!result) return <p class="empty">No result: the site was generated without asking the warehouse.</p>;
  if (result.problem) return <p class="note note-warn">There is no result: {result.problem}</p>;
  return (
    <>
      {result.chart && <Chart spec={result.chart} result={result} />}
      {result.isCut && <p class="note">The first {counted(result.rows.length, 'row')} are shown; there are more.</p>}
      <DataTable columns={result.columns} rows={result.rows} name={row.name} />
    </>
  );
}
