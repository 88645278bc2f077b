-- What do parts cost us, by the model of the machine that they go into? Each line at the part's cost at the time of its use.
select
    coalesce(devices.model, 'not matched') as model,
    parts.component,
    parts.part_name,
    count(distinct usage.order_no) as orders,
    sum(usage.quantity) as quantity,
    cast(sum(usage.quantity * costs.unit_cost) as decimal(14, 2)) as part_cost
from {{ ref('erp_part_usage') }} as usage
join {{ ref('fact_work_orders') }} as orders on orders.work_order_id = usage.order_no
join {{ ref('dim_part') }} as parts on parts.part_id = usage.part_no
join {{ ref('dim_part_cost') }} as costs on costs.part_id = usage.part_no and {{ holds_at('costs', 'usage.used_at') }}
left join {{ ref('bridge_device_asset') }} as bridge
    on bridge.equipment_no = orders.equipment_no and {{ holds_at('bridge', 'orders.opened_at') }}
left join {{ ref('dim_device') }} as devices
    on devices.device_id = bridge.device_id and {{ holds_at('devices', 'orders.opened_at') }}
where not usage.is_deleted
group by coalesce(devices.model, 'not matched'), parts.component, parts.part_name
order by part_cost desc, model, parts.part_name
