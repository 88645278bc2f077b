-- Are the parts that fail the parts that are replaced? Failures of each component, beside the parts of that component that orders used up.
with failures as (
    select component, count(*) as failures
    from {{ ref('fact_work_orders') }}
    where order_type = 'corrective'
    group by component
),

replaced as (
    select
        parts.component,
        sum(usage.quantity) as parts_replaced,
        count(distinct usage.order_no) as orders_with_parts
    from {{ ref('erp_part_usage') }} as usage
    join {{ ref('dim_part') }} as parts on parts.part_id = usage.part_no
    join {{ ref('fact_work_orders') }} as orders on orders.work_order_id = usage.order_no
    where not usage.is_deleted
    group by parts.component
)

select
    coalesce(failures.component, replaced.component) as component,
    coalesce(failures.failures, 0) as failures,
    coalesce(replaced.parts_replaced, 0) as parts_replaced,
    coalesce(replaced.orders_with_parts, 0) as orders_with_parts,
    round(coalesce(replaced.parts_replaced, 0) / cast(nullif(failures.failures, 0) as double), 2) as parts_per_failure
from failures
full join replaced on replaced.component = failures.component
order by failures desc, component
