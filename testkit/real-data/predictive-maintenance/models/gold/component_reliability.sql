-- Failures of each component beside its replacements: are the parts that fail the parts that are replaced?
with failures as (
    select component, count(*) as failures, count(distinct device_key) as devices_failed
    from {{ ref('fact_failures') }}
    group by component
),

orders as (
    select component, count(*) as replaced, count_if(order_type = 'corrective') as replaced_after_failure
    from {{ ref('fact_work_orders') }}
    group by component
)

select
    orders.component,
    coalesce(failures.failures, 0) as failures,
    coalesce(failures.devices_failed, 0) as devices_failed,
    orders.replaced,
    orders.replaced_after_failure,
    coalesce(failures.failures, 0) * 100e0 / orders.replaced as failures_per_100_replacements
from orders
left join failures on failures.component = orders.component
