with orders as (select * from {{ ref('stg_orders') }}),
ranked as (
    select *, row_number() over (partition by customer_id order by order_date, order_id) as order_number,
        lag(order_date) over (partition by customer_id order by order_date) as previous_order_date
    from orders
)
select *, date_diff('day', previous_order_date, order_date) as days_since_previous from ranked
