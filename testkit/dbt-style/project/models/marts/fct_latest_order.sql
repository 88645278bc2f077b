with ranked as (
    select order_id, customer_id, order_date,
        row_number() over (partition by customer_id order by order_date desc, order_id desc) as rn
    from {{ ref('stg_orders') }}
)
select order_id, customer_id, order_date from ranked where rn = 1
