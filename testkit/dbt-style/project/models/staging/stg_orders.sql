with source as (
    select * from {{ source('shop', 'orders') }}
),
renamed as (
    select
        id as order_id,
        user_id as customer_id,
        store_id,
        order_date,
        status,
        case when status not in ('failed', 'refunded') then order_date end as valid_order_date,
        _loaded_at
    from source
    where id is not null
)
select * from renamed
