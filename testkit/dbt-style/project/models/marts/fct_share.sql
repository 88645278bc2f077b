with totals as (select sum(amount) as total from {{ ref('fct_orders') }})
select o.order_id, o.amount / nullif(t.total, 0) as share
from {{ ref('fct_orders') }} o, totals t
