-- Spend counts most, then how often a customer buys, loyalty to the brand, and satisfaction.
with scored as (
    select
        customer_id,
        location,
        purchase_amount,
        purchased_on,
        customer_satisfaction,
        0.4 * {{ scaled('purchase_amount') }}
            + 0.3 * {{ scaled('frequency_of_purchase') }}
            + 0.15 * {{ scaled('brand_loyalty') }}
            + 0.15 * {{ scaled('customer_satisfaction') }} as value_score
    from {{ ref('customers') }}
)

select
    customer_id,
    location,
    purchase_amount,
    purchased_on,
    customer_satisfaction,
    value_score,
    row_number() over (order by value_score desc, customer_id) as value_rank,
    row_number() over (order by value_score desc, customer_id) <= ceil({{ var('high_value_fraction') }} * count(*) over ()) as is_high_value
from scored
