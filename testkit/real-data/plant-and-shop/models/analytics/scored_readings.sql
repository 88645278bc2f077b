select
    machine,
    reading_ts,
    cast(reading_ts as date) as reading_day,
    machine_status,
    is_anomaly,
    is_maintenance_required,
    {{ maintenance_priority_score() }} as maintenance_priority_score,
    case when energy_consumption > 0 then predicted_remaining_life / energy_consumption else 0 end as machine_efficiency
from {{ ref('machine_readings') }}
