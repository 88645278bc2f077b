{{ config(unique_key=['machine', 'reading_ts']) }}

select
    machine,
    {{ typed('try_cast("timestamp" as timestamp(6))', '"timestamp"', 'reading_ts') }},
    {% for signal in ['temperature', 'vibration', 'humidity', 'pressure', 'energy_consumption', 'downtime_risk'] -%}
    {{ typed(number(signal, 'double'), signal, signal) }},
    {% endfor -%}
    machine_status,
    {{ typed(flag('anomaly_flag'), 'anomaly_flag', 'is_anomaly') }},
    {{ typed(number('predicted_remaining_life', 'integer'), 'predicted_remaining_life', 'predicted_remaining_life') }},
    failure_type,
    {{ flag('maintenance_required') }} as is_maintenance_required
from {{ source('plant', 'readings') }}
