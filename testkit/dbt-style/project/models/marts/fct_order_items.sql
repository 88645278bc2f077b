select *, {{ dbt_utils.generate_surrogate_key(['order_id', 'product_id']) }} as order_product_key
from {{ ref('int_order_items_joined') }}
