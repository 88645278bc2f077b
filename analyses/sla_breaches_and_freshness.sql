-- Do we keep what we promised, and how new is what we know? Breaches by day of opening and priority, beside the newest time that each source
-- tells of.
with by_day as (
    select
        cast(opened_at as date) as opened_on,
        priority,
        count(*) as cases,
        count_if(is_sla_breached) as breached,
        count_if(status = 'open') as still_open
    from {{ ref('fact_cases') }}
    group by 1, 2
),

newest as (
    select
        (select max(modified_at) from {{ ref('fact_cases') }}) as newest_case,
        (select max(event_hour) from {{ ref('fact_telemetry_hourly') }}) as newest_telemetry_hour,
        (select max(changed_at) from {{ ref('erp_work_orders') }}) as newest_order_change
)

select
    by_day.opened_on,
    by_day.priority,
    by_day.cases,
    by_day.breached,
    by_day.still_open,
    round(by_day.breached * 100e0 / by_day.cases, 1) as breached_percent,
    newest.newest_case,
    newest.newest_telemetry_hour,
    newest.newest_order_change
from by_day
cross join newest
order by by_day.opened_on, by_day.priority
