with stores as (select * from {{ ref('stg_stores') }}),
     orders as (select store_id, max(order_date) as last_order_date from {{ ref('stg_orders') }} group by 1)
select stores.*, orders.last_order_date
from stores
left join orders using (store_id)
