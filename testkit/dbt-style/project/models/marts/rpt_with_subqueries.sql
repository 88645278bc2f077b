select customers.*,
    (select max(order_date) from {{ ref('fct_orders') }} o where o.customer_id = customers.customer_id) as latest,
    exists (select 1 from {{ ref('fct_returns') }} r where r.customer_id = customers.customer_id) as has_returned
from {{ ref('dim_customers') }} as customers
