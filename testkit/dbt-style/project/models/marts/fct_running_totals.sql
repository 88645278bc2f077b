with daily as (
    select order_date, sum(amount) as amount from {{ ref('fct_orders') }} group by order_date
)
select order_date, amount, sum(amount) over (order by order_date rows unbounded preceding) as running_amount,
    avg(amount) over (order by order_date rows between 6 preceding and current row) as weekly_average
from daily
