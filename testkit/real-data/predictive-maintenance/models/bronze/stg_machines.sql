select
    {{ typed('machineID', 'integer', 'machine_id') }},
    model,
    {{ typed('age', 'integer', 'age_years') }}
from {{ source('plant', 'machines') }}
