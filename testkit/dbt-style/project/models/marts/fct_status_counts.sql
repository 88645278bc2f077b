select customer_id, {{ dbt_utils.pivot('status', ['placed', 'shipped', 'completed']) }}
from {{ ref('stg_orders') }}
group by customer_id
