import { ItemTable } from '../components/item-table.tsx';
import { Loading } from '../components/loading.tsx';
import { orderText, parseOrder } from '../data/order.ts';
import { useLoaded, useSite } from '../data/site.ts';
import { withParams } from '../router/links.ts';
import type { RouteOf } from '../router/links.ts';
import { navigate } from '../router/navigate.ts';
import { RunCounts, runColumns } from './run-columns.tsx';

/** All runs that are recorded for the target. */
export function RunsPage({ route }: { readonly route: RouteOf<'runs'> }) {
  const { overview } = useSite();
  const runs = useLoaded((site) => site.runs());
  return (
    <div class="page">
      <h1>Runs</h1>
      <p class="page-under">
        Of the target <strong>{overview.target}</strong>, newest first. Work is the sum over nodes, which run side by
        side.
      </p>
      <Loading of={runs}>
        {(rows) => (
          <ItemTable
            label="Runs"
            items={rows}
            columns={[
              ...runColumns(),
              { key: 'counts', title: 'Results', cell: (run) => <RunCounts counts={run.counts} />, isWide: true },
            ]}
            keyOf={(run) => run.runId}
            order={parseOrder(route.params.get('order'))}
            onOrder={(order) => navigate(withParams(route, { order: orderText(order) }), { replace: true })}
            empty="No run is recorded for this target."
          />
        )}
      </Loading>
    </div>
  );
}
