{{ config(
    unique_key=['work_order_id'],
    delete_condition="src.status = 'deleted'"
) }}
{#- The condition also keeps an order out that was deleted before it ever came here. #}

-- Orders that changed, or whose parts changed, or whose parts' costs changed.
with changed as (
    select order_no
    from {{ ref('erp_work_orders') }}
    where ingest_ts > {{ watermark('ingest_ts', ref('erp_work_orders')) }}
      and ingest_ts <= {{ high_watermark('ingest_ts', ref('erp_work_orders')) }}
    union
    select order_no
    from {{ ref('erp_part_usage') }}
    where ingest_ts > {{ watermark('ingest_ts', ref('erp_part_usage')) }}
      and ingest_ts <= {{ high_watermark('ingest_ts', ref('erp_part_usage')) }}
    union
    select usage.order_no
    from {{ ref('erp_part_usage') }} as usage
    join {{ ref('erp_part_costs') }} as costs on costs.part_no = usage.part_no
    where costs.ingest_ts > {{ watermark('ingest_ts', ref('erp_part_costs')) }}
      and costs.ingest_ts <= {{ high_watermark('ingest_ts', ref('erp_part_costs')) }}
),

-- A part costs what it cost when it was used.
parts as (
    select
        usage.order_no,
        sum(usage.quantity) as part_quantity,
        sum(usage.quantity * costs.unit_cost) as part_cost
    from {{ ref('erp_part_usage') }} as usage
    left join {{ ref('dim_part_cost') }} as costs
        on costs.part_id = usage.part_no and {{ holds_at('costs', 'usage.used_at') }}
    where not usage.is_deleted
    group by usage.order_no
),

orders as (
    select
        orders.order_no as work_order_id,
        orders.equipment_no,
        orders.order_type,
        orders.component,
        case when orders.is_deleted then 'deleted' else orders.order_status end as status,
        orders.opened_at,
        orders.started_at,
        orders.closed_at,
        orders.labour_hours,
        coalesce(parts.part_quantity, 0) as part_quantity,
        cast(coalesce(parts.part_cost, 0) as decimal(14, 2)) as part_cost,
        cast(orders.labour_hours * orders.labour_rate as decimal(14, 2)) as labour_cost
    from {{ ref('erp_work_orders') }} as orders
    join changed on changed.order_no = orders.order_no
    left join parts on parts.order_no = orders.order_no
)

select
    work_order_id,
    equipment_no,
    order_type,
    component,
    status,
    opened_at,
    started_at,
    closed_at,
    date_diff('minute', opened_at, closed_at) / 60e0 as hours_to_close,
    labour_hours,
    labour_cost,
    part_quantity,
    part_cost,
    cast(labour_cost + part_cost as decimal(14, 2)) as total_cost
from orders
