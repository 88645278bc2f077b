select
    {{ typed('datetime', 'timestamp(6)', 'event_ts') }},
    {{ typed('machineID', 'integer', 'machine_id') }},
    comp as component
from {{ source('plant', 'maintenance') }}
