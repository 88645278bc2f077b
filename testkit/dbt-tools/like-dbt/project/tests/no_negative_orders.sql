{{ config(severity='warn') }}
select * from {{ ref('fct_orders') }} where twice < 0
