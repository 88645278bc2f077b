import type { ComponentChildren } from 'preact';
import type { Tab } from '../../components/tabs.tsx';
import { countText } from '../../format/figures.ts';
import type { NodeView } from '../../router/links.ts';
import type { NodeProps } from '../node-page.tsx';
import { ColumnsView } from './columns-view.tsx';
import { ConfigView } from './config-view.tsx';
import { LineageView } from './lineage-view.tsx';
import { MacroArguments } from './macro-arguments.tsx';
import { QuarantineView } from './quarantine-view.tsx';
import { ResultView } from './result-view.tsx';
import { NodeRunsView } from './runs-view.tsx';
import { SqlView } from './sql-view.tsx';
import { TestsView } from './tests-view.tsx';

/** The views that a node has, the most wanted first. */
export function viewsOf(props: NodeProps): readonly Tab<NodeView>[] {
  const { row, detail, nodes, index } = props;
  const tab = (key: NodeView, label: ComponentChildren, content: () => ComponentChildren): Tab<NodeView> => ({
    key,
    label,
    content,
  });
  const isMacro = row.kind === 'macro';
  const used = isMacro ? (detail.macro?.usedBy.length ?? 0) : row.parents.length + nodes.children[index]!.length;
  const views = [
    row.kind === 'analysis' && tab('result', 'Result', () => <ResultView {...props} />),
    isMacro && tab('sql', 'Code', () => <MacroCode {...props} />),
    detail.columns.length > 0 &&
      tab('columns', counted('Columns', detail.columns.length), () => <ColumnsView {...props} />),
    !isMacro && detail.code && tab('sql', 'SQL', () => <SqlView code={detail.code!} route={props.route} />),
    tab('lineage', isMacro ? counted('Used by', used) : 'Lineage', () => <LineageView {...props} />),
    detail.checks.length > 0 && tab('tests', counted('Tests', detail.checks.length), () => <TestsView {...props} />),
    detail.runs.length > 0 && tab('runs', 'Runs', () => <NodeRunsView runs={detail.runs} />),
    detail.quarantine && tab('quarantine', 'Quarantine', () => <QuarantineView rows={detail.quarantine!} />),
    !isMacro && tab('config', 'Config', () => <ConfigView {...props} />),
  ];
  return views.filter((view) => view !== false && view !== undefined);
}

function counted(label: string, count: number) {
  return (
    <>
      {label} <span class="tabs-count">{countText(count)}</span>
    </>
  );
}

function MacroCode({ detail, route }: NodeProps) {
  return (
    <>
      <MacroArguments macro={detail.macro} />
      {detail.code && <SqlView code={detail.code} route={route} />}
    </>
  );
}
