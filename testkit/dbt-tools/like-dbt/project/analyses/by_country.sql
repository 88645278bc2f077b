select country, count(*) as orders from {{ ref('fct_orders') }} group by country
