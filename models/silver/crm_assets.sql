{{ config(
    unique_key=['asset_id'],
    deduplicate_order_by=['system_modstamp desc', 'load_date asc'],
    update_condition='src.system_modstamp > target.system_modstamp'
) }}

select
    id as asset_id,
    accountid as account_id,
    serialnumber as serial_number,
    sitecode as site_code,
    try_cast(installdate as date) as installed_on,
    try_cast(usageenddate as date) as usage_ended_on,
    isdeleted as is_deleted,
    {{ utc_timestamp('systemmodstamp') }} as system_modstamp,
    load_date
from {{ ref('raw_crm_assets') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
