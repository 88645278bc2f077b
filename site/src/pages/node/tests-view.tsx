import type { CheckRow, NodeDetail } from '../../../../src/docs/site-data.ts';
import { ItemTable } from '../../components/item-table.tsx';
import type { ItemColumn } from '../../components/item-table.tsx';
import { Loading } from '../../components/loading.tsx';
import { useLoaded } from '../../data/site.ts';
import type { SiteNodes } from '../../data/site.ts';
import { checkStanding } from '../../data/trust.ts';
import { HEALTH_RANK } from '../../format/kinds.ts';
import { nodeLink } from '../../router/links.ts';
import { checkColumns } from '../list-columns.tsx';

/** The tests of a node with their last results, the worst first. */
export function TestsView(props: { readonly nodes: SiteNodes; readonly index: number; readonly detail: NodeDetail }) {
  const { nodes, detail } = props;
  const checks = useLoaded((site) => site.checks());
  return (
    <Loading of={checks}>
      {(rows) => {
        const own = detail.checks.map((check) => rows[check]).filter((check) => check !== undefined);
        const worstFirst = [...own].sort((a, b) => HEALTH_RANK[checkStanding(b)] - HEALTH_RANK[checkStanding(a)]);
        return (
          <ItemTable
            label="Tests of this node"
            items={worstFirst}
            keyOf={(check) => check.id}
            columns={checkColumns(nodes).flatMap((column) =>
              column.key === 'node' ? [columnOf(nodes, props.index)] : [column],
            )}
          />
        );
      }}
    </Loading>
  );
}

function columnOf(nodes: SiteNodes, index: number): ItemColumn<CheckRow> {
  return {
    key: 'column',
    title: 'Column',
    cell: (check: CheckRow) =>
      check.column === undefined ? (
        ''
      ) : (
        <a href={nodeLink(nodes.rows[index]!.id, { column: check.column })}>{check.column}</a>
      ),
    sort: (check: CheckRow) => check.column,
  };
}
