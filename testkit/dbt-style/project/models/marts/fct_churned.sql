select c.customer_id, c.full_name
from {{ ref('dim_customers') }} c
left join {{ ref('fct_orders') }} o on o.customer_id = c.customer_id and o.order_date > date '2024-06-01'
where o.order_id is null
