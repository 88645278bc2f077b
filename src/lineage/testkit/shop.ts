import { catalogOf } from '../../bind/testkit/bind-sql.ts';
import { bindStatement } from '../../bind/bind.ts';
import type { CatalogRelation } from '../../bind/catalog.ts';
import { invariant } from '../../diagnostics/index.ts';
import { parseSql } from '../../sql/parse.ts';
import { formatTrinoType } from '../../sql/types.ts';
import { projectLineage, type LineageNode, type ProjectLineage } from '../project-lineage.ts';
import type { Consumers } from '../touches.ts';
import { traceColumns } from '../trace.ts';

/** Models of a little shop by name, in the order in which they are built. `__dbt__cte__x` in FROM stands for an ephemeral model. */
export const SHOP: Readonly<Record<string, string>> = {
  stg_orders: `select id as order_id, customer_id, amt / 100 as amount, coalesce(discount, 0) as discount, lower(status) as status from raw_orders where not is_test`,
  stg_customers: `select id as customer_id, name, country from raw_customers`,
  fct_sales: `with paid as (
  select * from stg_orders where status = 'paid'
)
select
  c.country,
  p.customer_id,
  sum(p.amount - p.discount) as net_amount,
  count(*) as orders,
  row_number() over (partition by c.country order by sum(p.amount) desc) as place
from paid p
join stg_customers c on c.customer_id = p.customer_id
group by 1, 2`,
  top_countries: `select country, max(net_amount) as best from fct_sales where place = 1 group by country`,
};

export const SHOP_CONSUMERS: Consumers = {
  tests: [
    { name: 'not_null_stg_orders_amount', node: 'model.shop.stg_orders', column: 'amount' },
    { name: 'unique_fct_sales_customer_id', node: 'model.shop.fct_sales', column: 'customer_id' },
    { name: 'best_is_positive', node: 'model.shop.top_countries' },
  ],
  exposures: [{ name: 'weekly_report', nodes: ['model.shop.top_countries'] }],
};

const SOURCES = {
  raw_orders:
    'id bigint, customer_id bigint, amt decimal(10,2), discount decimal(10,2), status varchar, is_test boolean',
  raw_customers: 'id bigint, name varchar, country varchar',
};

/** The lineage of the shop, with some of its models replaced; undefined takes one out. */
export function shopLineage(changes: Readonly<Record<string, string | undefined>> = {}): ProjectLineage {
  const sources = catalogOf(SOURCES);
  const built = new Map<string, CatalogRelation>();
  const find = (parts: readonly string[]) => {
    const name = String(parts.at(-1));
    const source = sources.find(parts);
    return built.get(name) ?? (source && { ...source, id: `source.shop.raw.${name}` });
  };
  const nodes: LineageNode[] = Object.keys(SOURCES).map((name) => ({
    id: `source.shop.raw.${name}`,
    name: `raw.${name}`,
    type: 'source',
    columns: (sources.find([name])?.columns ?? []).map((column) => ({ name: column.name, type: column.type ? formatTrinoType(column.type) : '' })), // prettier-ignore
  }));
  for (const [name, sql] of Object.entries({ ...SHOP, ...changes })) {
    if (sql === undefined) continue;
    const parsed = parseSql({ file: `models/${name}.sql`, text: sql });
    invariant(parsed.value, `${name} is no query`);
    const bound = bindStatement(parsed.value, { find });
    const id = `model.shop.${name}`;
    const columns = (bound.columns ?? []).map(({ name: column, type, nullable }) => {
      return { name: String(column), nullable, ...(type && { type }) };
    });
    built.set(name, { id, columns });
    nodes.push({ id, name, type: 'model', path: `models/${name}.sql`, lineage: traceColumns(bound) });
  }
  return projectLineage(nodes);
}
