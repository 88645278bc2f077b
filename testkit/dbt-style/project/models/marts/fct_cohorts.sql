with first_orders as (
    select customer_id, date_trunc('month', min(order_date)) as cohort_month from {{ ref('stg_orders') }} group by 1
),
activity as (
    select distinct customer_id, date_trunc('month', order_date) as activity_month from {{ ref('stg_orders') }}
),
sizes as (
    select cohort_month, count(*) as customers from first_orders group by 1
)
select f.cohort_month, date_diff('month', f.cohort_month, a.activity_month) as month_number,
    count(distinct a.customer_id) as active, max(s.customers) as cohort_size
from activity a
join first_orders f on f.customer_id = a.customer_id
join sizes s on s.cohort_month = f.cohort_month
group by 1, 2
