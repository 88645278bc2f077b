with months as (select distinct date_trunc('month', date_day) as month_start from {{ ref('dim_dates') }}),
customers as (select customer_id, first_order from {{ ref('dim_customers') }}),
spine as (
    select customers.customer_id, months.month_start
    from customers
    cross join months
    where months.month_start >= date_trunc('month', customers.first_order)
),
orders as (
    select customer_id, date_trunc('month', order_date) as month_start, sum(amount) as amount
    from {{ ref('fct_orders') }} group by 1, 2
)
select spine.customer_id, spine.month_start, coalesce(orders.amount, 0) as amount
from spine
left join orders on orders.customer_id = spine.customer_id and orders.month_start = spine.month_start
