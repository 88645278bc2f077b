{{ config(
    unique_key=['opportunity_id'],
    deduplicate_order_by=['system_modstamp desc', 'load_date asc'],
    update_condition='src.system_modstamp > target.system_modstamp'
) }}

select
    id as opportunity_id,
    accountid as account_id,
    stagename as stage,
    try_cast(amount as decimal(14, 2)) as amount,
    {{ uncastable('amount', 'try_cast(amount as decimal(14, 2))') }} as amount_raw,
    {{ utc_timestamp('createddate') }} as opened_at,
    {{ utc_timestamp('closeddate') }} as closed_at,
    isdeleted as is_deleted,
    {{ utc_timestamp('systemmodstamp') }} as system_modstamp,
    load_date
from {{ ref('raw_crm_opportunities') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
