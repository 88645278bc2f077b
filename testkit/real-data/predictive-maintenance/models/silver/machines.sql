{{ config(materialized='table') }}

select machine_id, model, age_years, machine_id_raw, age_years_raw
from {{ ref('stg_machines') }}
