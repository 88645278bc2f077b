{{ config(
    unique_key=['part_id', 'valid_from'],
    delete_condition='src.valid_to = src.valid_from'
) }}
{%- set columns = ['part_id', 'valid_from', 'valid_to', 'unit_cost', 'currency'] %}

-- Of two costs of a part from the same day on, the one that was written later holds.
with costs as (
    select
        part_no,
        cast(valid_from as timestamp(6)) as valid_from,
        max_by(unit_cost, change_seq) as unit_cost,
        max_by(currency, change_seq) as currency
    from {{ ref('erp_part_costs') }}
    where not is_deleted
    group by part_no, valid_from
),

ranges as (
    select
        part_no as part_id,
        valid_from,
        lead(valid_from, 1, {{ open_end() }}) over (partition by part_no order by valid_from) as valid_to,
        unit_cost,
        currency
    from costs
)

{{ with_removed_ranges('ranges', 'part_id', columns) }}
