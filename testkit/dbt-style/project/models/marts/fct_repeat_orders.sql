select order_id, customer_id, order_number, days_since_previous
from {{ ref('int_customer_orders') }}
where order_number > 1
