with items as (select * from {{ ref('stg_order_items') }}),
products as (select * from {{ ref('stg_products') }})
select
    items.order_item_id, items.order_id, items.product_id, items.quantity,
    products.product_price, products.is_food_item, products.is_drink_item,
    items.quantity * products.product_price as line_total
from items
left join products on items.product_id = products.product_id
