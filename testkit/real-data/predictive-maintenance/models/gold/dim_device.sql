select machine_id as device_key, cast(machine_id as varchar) as device_id, model, age_years
from {{ ref('machines') }}
