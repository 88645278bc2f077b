select
    {{ typed('datetime', 'timestamp(6)', 'reading_ts') }},
    {{ typed('machineID', 'integer', 'machine_id') }},
    {% for signal in ['volt', 'rotate', 'pressure', 'vibration'] -%}
    {{ typed(signal, 'double', signal) }}{{ ',' if not loop.last }}
    {% endfor %}
from {{ source('plant', 'telemetry') }}
