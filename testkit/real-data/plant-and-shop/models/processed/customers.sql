{{ config(unique_key=['customer_id']) }}

select
    trim(customer_id) as customer_id,
    {{ typed(number('age', 'integer'), 'age', 'age') }},
    gender,
    income_level,
    location,
    purchase_category,
    {{ typed(money('purchase_amount'), 'purchase_amount', 'purchase_amount') }},
    {{ typed(number('frequency_of_purchase', 'integer'), 'frequency_of_purchase', 'frequency_of_purchase') }},
    {{ typed(number('brand_loyalty', 'integer'), 'brand_loyalty', 'brand_loyalty') }},
    {{ typed(number('customer_satisfaction', 'integer'), 'customer_satisfaction', 'customer_satisfaction') }},
    {{ typed(number('time_spent_on_product_research_hours', 'decimal(4, 1)'), 'time_spent_on_product_research_hours', 'research_hours') }},
    social_media_influence,
    {{ typed(day('time_of_purchase'), 'time_of_purchase', 'purchased_on') }},
    {{ flag('discount_used') }} as is_discount_used,
    {{ flag('customer_loyalty_program_member') }} as is_loyalty_member
from {{ source('shop', 'customers') }}
