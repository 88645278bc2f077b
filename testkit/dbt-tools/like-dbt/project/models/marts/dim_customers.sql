{{ config(contract={'enforced': true}, access='public', alias='customers', pre_hook='select 1') }}
select customer_id, count(*) as orders from {{ ref('fct_orders') }} group by customer_id
