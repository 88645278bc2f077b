select customer_id, full_name, lifetime_value, ntile(10) over (order by lifetime_value desc) as decile
from {{ ref('dim_customers') }}
where lifetime_value > 0
order by lifetime_value desc
limit 100
