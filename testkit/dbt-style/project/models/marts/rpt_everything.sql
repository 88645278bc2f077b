{% set metrics = ['orders', 'sessions'] %}
{%- for metric in metrics %}
select '{{ metric }}' as metric, count(*) as value from {{ ref('fct_' ~ metric) }}
{%- if not loop.last %} union all {% endif %}
{%- endfor %}
