{% for method in ['credit_card', 'coupon', 'bank_transfer'] %}
select order_id, '{{ method }}' as method, cast({{ method }}_amount as decimal(38, 2)) as amount from {{ ref('fct_order_payments') }}
{% if not loop.last %} union all {% endif %}
{% endfor %}
