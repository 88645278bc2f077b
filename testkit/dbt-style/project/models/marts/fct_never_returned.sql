select order_id, customer_id from {{ ref('fct_orders') }}
where order_id not in (select order_id from {{ ref('fct_returns') }} where order_id is not null)
