{{ config(unique_key=['customer_id']) }}

-- Accounts that were deleted in the CRM stay, marked: their history is still theirs.
select
    account_id as customer_id,
    account_name as customer_name,
    industry,
    country,
    created_at,
    is_deleted,
    case when is_deleted then system_modstamp end as deleted_at
from {{ ref('crm_accounts') }}

union all

-- The member that takes what belongs to no known customer, so that no sum loses it.
select
    'unmatched' as customer_id,
    'Not matched to a customer' as customer_name,
    cast(null as varchar) as industry,
    cast(null as varchar) as country,
    cast(null as timestamp(6)) as created_at,
    false as is_deleted,
    cast(null as timestamp(6)) as deleted_at
