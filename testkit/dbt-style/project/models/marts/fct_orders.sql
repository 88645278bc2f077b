{{ config(materialized='incremental', unique_key='order_id', incremental_strategy='merge', on_schema_change='append_new_columns') }}
with orders as (
    select * from {{ ref('stg_orders') }}
    {% if is_incremental() %}
    where _loaded_at >= (select coalesce(max(_loaded_at), timestamp '1900-01-01') from {{ this }})
    {% endif %}
),
order_payments as (
    select * from {{ ref('int_order_payments') }}
),
final as (
    select
        orders.order_id,
        orders.customer_id,
        orders.order_date,
        orders.status,
        orders._loaded_at,
        coalesce(order_payments.total_amount, 0) as amount
    from orders
    left join order_payments on orders.order_id = order_payments.order_id
)
select * from final
