-- A replacement is corrective where the same component of the machine failed at that hour; else it was planned.
select
    concat(cast(orders.machine_id as varchar), '-', orders.component, '-', date_format(orders.event_ts, '%Y%m%d%H%i')) as work_order_id,
    orders.machine_id as device_key,
    orders.component,
    orders.event_ts as closed_at,
    case when failures.machine_id is not null then 'corrective' else 'preventive' end as order_type,
    date_diff(
        'day',
        lag(orders.event_ts) over (partition by orders.machine_id, orders.component order by orders.event_ts),
        orders.event_ts
    ) as days_since_last_replacement
from {{ ref('maintenance_events') }} as orders
left join {{ ref('failure_events') }} as failures
    on failures.machine_id = orders.machine_id
    and failures.component = orders.component
    and failures.event_ts = orders.event_ts
