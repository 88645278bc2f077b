{{ config(materialized='ephemeral') }}
select order_id, {{ doubled('amount') }} as twice from {{ ref('stg_orders') }}
