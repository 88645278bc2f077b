with source as (select * from {{ source('shop', 'stores') }}),
renamed as (
    select id as store_id, name as store_name, tax_rate, date_trunc('day', opened_at) as opened_date
    from source
)
select * from renamed
