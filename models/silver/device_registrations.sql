{{ config(
    unique_key=['device_id', 'registered_at'],
    deduplicate_order_by=['load_date asc'],
    update_condition='false'
) }}

-- A start happens once: a message that comes again says the same.
select
    device_id,
    {{ utc_timestamp('started_at') }} as registered_at,
    serial,
    model,
    firmware,
    site as site_code,
    load_date
from {{ ref('raw_device_registrations') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
