import { useMemo } from 'preact/hooks';
import type { CheckRow, Health, NodeRow } from '../../../src/docs/site-data.ts';
import { FilterBar } from '../components/filter-bar.tsx';
import type { Choice } from '../components/filter-bar.tsx';
import { ItemTable, withValues } from '../components/item-table.tsx';
import type { ItemColumn } from '../components/item-table.tsx';
import { Loading } from '../components/loading.tsx';
import { orderText, parseOrder } from '../data/order.ts';
import { useLoaded, useNodes, useSite } from '../data/site.ts';
import type { SiteNodes } from '../data/site.ts';
import { checkStanding } from '../data/trust.ts';
import { counted, countText } from '../format/figures.ts';
import { HEALTH_WORDS, KIND_WORDS } from '../format/kinds.ts';
import { LIST_KINDS, listLink, withParams } from '../router/links.ts';
import type { RouteOf } from '../router/links.ts';
import { navigate } from '../router/navigate.ts';
import { capital } from '../shell/title.ts';
import { checkColumns, nodeColumns } from './list-columns.tsx';

type ListRoute = RouteOf<'list'>;

/** All nodes of one kind, or all tests. Filters and order stand in the address. */
export function ListPage({ route }: { readonly route: ListRoute }) {
  const { overview } = useSite();
  const nodes = useNodes();
  const checks = useLoaded((site) => (isOfChecks(route) ? site.checks() : Promise.resolve([])), [isOfChecks(route)]);
  return (
    <div class="page page-list">
      <h1>{capital(KIND_WORDS[route.kind].many)}</h1>
      <nav class="list-kinds" aria-label="Kinds">
        {LIST_KINDS.filter((kind) => overview.counts[kind] > 0 || kind === route.kind).map((kind) => (
          <a key={kind} href={listLink(kind)} {...(kind === route.kind && { 'aria-current': 'page' as const })}>
            {capital(KIND_WORDS[kind].many)} <span class="muted">{countText(overview.counts[kind])}</span>
          </a>
        ))}
      </nav>
      <Loading of={nodes}>
        {(value) =>
          isOfChecks(route) ? (
            <Loading of={checks}>{(rows) => <Checks route={route} nodes={value} rows={rows} />}</Loading>
          ) : (
            <Nodes route={route} nodes={value} />
          )
        }
      </Loading>
    </div>
  );
}

function isOfChecks({ kind }: ListRoute): boolean {
  return kind === 'test' || kind === 'unit_test';
}

/** A property by which a list is narrowed. */
interface Facet<T> {
  readonly key: string;
  readonly label: string;
  readonly valuesOf: (item: T) => readonly string[];
  readonly nameOf?: (value: string) => string;
}

const HEALTH_FACET = {
  key: 'health',
  label: 'Health',
  nameOf: (value: string) => HEALTH_WORDS[value as Health]?.word ?? value,
};

function Nodes({ route, nodes }: { readonly route: ListRoute; readonly nodes: SiteNodes }) {
  const facets: readonly Facet<NodeRow>[] = [
    { ...HEALTH_FACET, valuesOf: (row) => [row.health] },
    { key: 'layer', label: 'Layer', valuesOf: (row) => [row.layer] },
    { key: 'tag', label: 'Tag', valuesOf: (row) => row.tags ?? [] },
    { key: 'owner', label: 'Owner', valuesOf: (row) => (row.owner ? [row.owner] : []) },
    { key: 'as', label: 'Made as', valuesOf: (row) => (row.materialized ? [row.materialized] : []) },
  ];
  const items = useMemo(
    () => nodes.rows.filter(({ kind, hidden }) => kind === route.kind && !hidden),
    [nodes, route.kind],
  );
  return (
    <Filtered
      route={route}
      items={items}
      facets={facets}
      textOf={(row) => `${row.name} ${row.summary ?? ''}`}
      columns={nodeColumns(route.kind, nodes)}
      keyOf={(row) => row.id}
    />
  );
}

function Checks(props: { readonly route: ListRoute; readonly nodes: SiteNodes; readonly rows: readonly CheckRow[] }) {
  const { route, nodes, rows } = props;
  const nodeOf = (check: CheckRow) => (check.node === undefined ? undefined : nodes.rows[check.node]);
  const facets: readonly Facet<CheckRow>[] = [
    { ...HEALTH_FACET, valuesOf: (check) => [checkStanding(check)] },
    { key: 'layer', label: 'Layer', valuesOf: (check) => [nodeOf(check)?.layer ?? ''].filter(Boolean) },
    { key: 'name', label: 'Test', valuesOf: (check) => (check.kind === 'test' ? [check.name] : []) },
    { key: 'severity', label: 'Severity', valuesOf: (check) => (check.severity ? [check.severity] : []) },
    { key: 'onFail', label: 'On failure', valuesOf: (check) => (check.onFail ? [check.onFail] : []) },
    { key: 'owner', label: 'Owner', valuesOf: (check) => [nodeOf(check)?.owner ?? ''].filter(Boolean) },
  ];
  const items = useMemo(() => rows.filter(({ kind }) => kind === route.kind), [rows, route.kind]);
  return (
    <Filtered
      route={route}
      items={items}
      facets={facets}
      textOf={(check) => `${check.name} ${check.about ?? ''} ${nodeOf(check)?.name ?? ''}`}
      columns={checkColumns(nodes)}
      keyOf={(check) => check.id}
    />
  );
}

function optionsOf<T>({ valuesOf, nameOf }: Facet<T>, items: readonly T[]): Choice['options'] {
  const values = [...new Set(items.flatMap(valuesOf))].sort();
  return values.map((value) => ({ value, label: nameOf?.(value) ?? value }));
}

function Filtered<T>(props: {
  readonly route: ListRoute;
  readonly items: readonly T[];
  readonly facets: readonly Facet<T>[];
  readonly textOf: (item: T) => string;
  readonly columns: readonly ItemColumn<T>[];
  readonly keyOf: (item: T) => string;
}) {
  const { route, items, facets, textOf } = props;
  const { params } = route;
  const set = (changes: Readonly<Record<string, string | undefined>>) =>
    navigate(withParams(route, changes), { replace: true });
  const words = (params.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const found = items.filter(
    (item) =>
      words.every((word) => textOf(item).toLowerCase().includes(word)) &&
      facets.every(({ key, valuesOf }) => !params.get(key) || valuesOf(item).includes(params.get(key)!)),
  );
  const options = useMemo(() => facets.map((facet) => optionsOf(facet, items)), [items]);
  const choices = facets.map(({ key, label }, index): Choice => {
    return { key, label, value: params.get(key) ?? '', options: options[index]! };
  });
  return (
    <>
      <FilterBar
        text={params.get('q') ?? ''}
        placeholder="Filter names and descriptions"
        onText={(q) => set({ q })}
        choices={choices}
        onChoice={(key, value) => set({ [key]: value })}
        found={
          (found.length === items.length ? '' : `${countText(found.length)} of `) +
          counted(items.length, KIND_WORDS[route.kind].one, KIND_WORDS[route.kind].many)
        }
      />
      <ItemTable
        label={capital(KIND_WORDS[route.kind].many)}
        items={found}
        columns={useMemo(() => withValues(props.columns, items), [items])}
        keyOf={props.keyOf}
        order={parseOrder(params.get('order'))}
        onOrder={(order) => set({ order: orderText(order) })}
        empty={
          items.length === 0 ? `The project has no ${KIND_WORDS[route.kind].many}.` : 'Nothing matches all filters.'
        }
      />
    </>
  );
}
