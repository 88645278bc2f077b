{% snapshot stock_history %}
{{ config(
    unique_key='stock_id',
    strategy='timestamp',
    updated_at='changed_at'
) }}

-- How the stock of each shelf went, as seen from run to run; dim_part has today's.
select
    stock_id,
    part_no,
    warehouse,
    quantity_on_hand,
    changed_at
from {{ ref('erp_inventory') }}
where not is_deleted

{% endsnapshot %}
