{{ config(
    unique_key=['case_id'],
    deduplicate_order_by=['system_modstamp desc', 'load_date asc'],
    update_condition='src.system_modstamp > target.system_modstamp'
) }}

select
    id as case_id,
    accountid as account_id,
    lower(priority) as priority,
    status as case_status,
    {{ utc_timestamp('createddate') }} as opened_at,
    {{ utc_timestamp('closeddate') }} as closed_at,
    isdeleted as is_deleted,
    {{ utc_timestamp('systemmodstamp') }} as system_modstamp,
    load_date
from {{ ref('raw_crm_cases') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
