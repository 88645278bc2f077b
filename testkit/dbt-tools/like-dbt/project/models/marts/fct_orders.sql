{{ config(materialized='incremental', incremental_strategy='merge', unique_key='order_id', on_schema_change='append_new_columns') }}
select o.order_id, o.customer_id, o.country, i.twice, o.ordered_at
from {{ ref('stg_orders') }} o
join {{ ref('only_inside') }} i on i.order_id = o.order_id
{% if is_incremental() %}
where o.ordered_at > (select max(ordered_at) from {{ this }})
{% endif %}
