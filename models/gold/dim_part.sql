{{ config(unique_key=['part_id']) }}

with costs as (
    select
        part_id,
        max_by(unit_cost, valid_from) as unit_cost,
        max(valid_from) as unit_cost_since,
        count(*) - 1 as cost_changes
    from {{ ref('dim_part_cost') }}
    group by part_id
),

stock as (
    select part_no, sum(quantity_on_hand) as stock_on_hand
    from {{ ref('erp_inventory') }}
    where not is_deleted
    group by part_no
)

select
    parts.part_no as part_id,
    parts.part_name,
    parts.component,
    parts.unit_of_measure,
    costs.unit_cost,
    costs.unit_cost_since,
    coalesce(costs.cost_changes, 0) as cost_changes,
    coalesce(stock.stock_on_hand, 0) as stock_on_hand,
    parts.is_deleted
from {{ ref('erp_parts') }} as parts
left join costs on costs.part_id = parts.part_no
left join stock on stock.part_no = parts.part_no
