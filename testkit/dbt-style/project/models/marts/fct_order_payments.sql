select * from {{ ref('int_order_payments') }}
