select id as order_id, customer_id, country, amount, ordered_at
from {{ source('raw', 'orders') }}
