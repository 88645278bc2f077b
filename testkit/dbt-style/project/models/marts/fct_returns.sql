{{ config(materialized='incremental', incremental_strategy='append') }}
select orders.order_id, orders.customer_id, returns.returned_at, returns.reason
from {{ ref('stg_returns') }} as returns
inner join {{ ref('stg_orders') }} as orders on orders.order_id = returns.order_id
{% if is_incremental() %}
where returns.returned_at > (select max(returned_at) from {{ this }})
{% endif %}
