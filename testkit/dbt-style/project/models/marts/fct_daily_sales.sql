{{ config(materialized='incremental', unique_key=['order_date', 'store_id', 'status']) }}
with candidates as (
    select order_date, store_id, status, order_id, _loaded_at
    from {{ ref('stg_orders') }}
)
select order_date, store_id, status, count(*) as orders, count(distinct order_id) as distinct_orders
from candidates
{% if is_incremental() %}
where _loaded_at > (select date_add('day', -3, max(cast(order_date as timestamp))) from {{ this }})
{% endif %}
group by 1, 2, 3
