select machine_id as device_key, event_ts as occurred_at, error_code
from {{ ref('error_events') }}
