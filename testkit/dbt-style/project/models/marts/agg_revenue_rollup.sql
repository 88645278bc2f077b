select coalesce(cast(store_id as varchar), 'all') as store, order_date, count(*) as orders
from {{ ref('stg_orders') }}
group by rollup(store_id, order_date)
