-- An order that the ERP deleted is in no fact.
select facts.work_order_id
from {{ ref('fact_work_orders') }} as facts
join {{ ref('erp_work_orders') }} as orders on orders.order_no = facts.work_order_id
where orders.is_deleted
