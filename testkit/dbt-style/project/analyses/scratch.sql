select status, count(*) as n from {{ ref('fct_orders') }} group by 1 order by 2 desc
