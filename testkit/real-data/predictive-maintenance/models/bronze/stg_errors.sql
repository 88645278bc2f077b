select
    {{ typed('datetime', 'timestamp(6)', 'event_ts') }},
    {{ typed('machineID', 'integer', 'machine_id') }},
    errorID as error_code
from {{ source('plant', 'errors') }}
