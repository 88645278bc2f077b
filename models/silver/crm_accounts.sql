{{ config(
    unique_key=['account_id'],
    deduplicate_order_by=['system_modstamp desc', 'load_date asc'],
    update_condition='src.system_modstamp > target.system_modstamp'
) }}

-- Deleted accounts stay, marked: facts point at them.
select
    id as account_id,
    trim(name) as account_name,
    industry,
    billingcountry as country,
    {{ utc_timestamp('createddate') }} as created_at,
    isdeleted as is_deleted,
    {{ utc_timestamp('systemmodstamp') }} as system_modstamp,
    load_date
from {{ ref('raw_crm_accounts') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
