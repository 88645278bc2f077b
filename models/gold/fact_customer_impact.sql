{{ config(
    unique_key=['customer_id', 'impact_date'],
    partitioned_by=['month(impact_date)']
) }}
{%- set newest_hour = high_watermark('event_hour', ref('fact_telemetry_hourly')) %}

-- Every customer on every day, also where nothing happened. The last days are computed again in each run, because what they are made from
-- (late readings, closed orders, corrected assets) still changes; older days are closed, until a full refresh.
with days as (
    select
        times.date_day as impact_date,
        cast(times.date_day as timestamp(6)) as day_start,
        cast(times.date_day + interval '1' day as timestamp(6)) as day_end
    from {{ ref('dim_time') }} as times
    cross join (
        select date_trunc('day', min(event_hour)) as first_day, max(event_hour) as last_hour
        from {{ ref('fact_telemetry_hourly') }}
        {%- if is_incremental() %}
        where event_hour >= date_trunc('day', {{ newest_hour }} - interval '{{ var('impact_days') }}' day)
        {%- endif %}
    ) as told
    where times.hour_of_day = 0
      and times.hour_start between told.first_day and told.last_hour
),

anomalies as (
    select
        coalesce(bridge.customer_id, 'unmatched') as customer_id,
        days.impact_date,
        sum(hourly.anomaly_count) as anomaly_count
    from {{ ref('fact_telemetry_hourly') }} as hourly
    join days on days.impact_date = cast(hourly.event_hour as date)
    left join {{ ref('bridge_device_asset') }} as bridge
        on bridge.device_id = hourly.device_id and {{ holds_at('bridge', 'hourly.event_hour') }}
    {%- if is_incremental() %}
    where hourly.event_hour >= date_trunc('day', {{ newest_hour }} - interval '{{ var('impact_days') }}' day)
    {%- endif %}
    group by 1, 2
),

-- An order belongs to the customer who had the machine when it was opened.
orders as (
    select
        coalesce(bridge.customer_id, 'unmatched') as customer_id,
        orders.order_type,
        orders.opened_at,
        orders.closed_at,
        orders.total_cost
    from {{ ref('fact_work_orders') }} as orders
    left join {{ ref('bridge_device_asset') }} as bridge
        on bridge.equipment_no = orders.equipment_no and {{ holds_at('bridge', 'orders.opened_at') }}
),

-- A machine is down from a failure until its order is closed; one that is still open counts until the end of the last day.
downtime as (
    select
        orders.customer_id,
        days.impact_date,
        count_if(orders.opened_at >= days.day_start) as failure_count,
        sum(date_diff(
            'second',
            greatest(orders.opened_at, days.day_start),
            least(coalesce(orders.closed_at, days.day_end), days.day_end)
        )) / 3600e0 as downtime_hours
    from orders
    join days
        on orders.opened_at < days.day_end and coalesce(orders.closed_at, {{ open_end() }}) > days.day_start
    where orders.order_type = 'corrective'
    group by 1, 2
),

costs as (
    select orders.customer_id, days.impact_date, sum(orders.total_cost) as service_cost
    from orders
    join days on orders.closed_at >= days.day_start and orders.closed_at < days.day_end
    group by 1, 2
),

open_cases as (
    select cases.customer_id, days.impact_date, count(*) as open_case_count
    from {{ ref('fact_cases') }} as cases
    join days
        on cases.opened_at < days.day_end and coalesce(cases.closed_at, {{ open_end() }}) >= days.day_start
    group by 1, 2
),

open_deals as (
    select deals.account_id as customer_id, days.impact_date, sum(deals.amount) as open_amount
    from {{ ref('crm_opportunities') }} as deals
    join days
        on deals.opened_at < days.day_end and coalesce(deals.closed_at, {{ open_end() }}) >= days.day_start
    where not deals.is_deleted
    group by 1, 2
),

measured as (
    select
        customers.customer_id,
        days.impact_date,
        coalesce(anomalies.anomaly_count, 0) as anomaly_count,
        coalesce(downtime.failure_count, 0) as failure_count,
        coalesce(open_cases.open_case_count, 0) as open_case_count,
        round(coalesce(downtime.downtime_hours, 0e0), 4) as downtime_hours,
        cast(coalesce(costs.service_cost, 0) as decimal(14, 2)) as service_cost,
        cast(
            case
                when downtime.customer_id is not null or open_cases.customer_id is not null then coalesce(open_deals.open_amount, 0)
                else 0
            end as decimal(14, 2)
        ) as revenue_at_risk
    from {{ ref('dim_customer') }} as customers
    cross join days
    left join anomalies
        on anomalies.customer_id = customers.customer_id and anomalies.impact_date = days.impact_date
    left join downtime
        on downtime.customer_id = customers.customer_id and downtime.impact_date = days.impact_date
    left join costs
        on costs.customer_id = customers.customer_id and costs.impact_date = days.impact_date
    left join open_cases
        on open_cases.customer_id = customers.customer_id and open_cases.impact_date = days.impact_date
    left join open_deals
        on open_deals.customer_id = customers.customer_id and open_deals.impact_date = days.impact_date
),

scored as (
    select
        measured.*,
        -- By way of a decimal, so that every engine rounds a half the same way.
        cast(cast(100e0 * (
            {%- for name, part in var('impact_weights').items() %}
            {{ '+ ' if not loop.first }}{{ part.weight }}e0 * least(cast({{ name }} as double) / {{ part.full_at }}e0, 1e0)
            {%- endfor %}
        ) as decimal(9, 6)) as decimal(5, 2)) as impact_score
    from measured
)

select
    customer_id,
    impact_date,
    anomaly_count,
    failure_count,
    open_case_count,
    downtime_hours,
    service_cost,
    revenue_at_risk,
    impact_score,
    rank() over (partition by impact_date order by impact_score desc) as impact_rank
from scored
