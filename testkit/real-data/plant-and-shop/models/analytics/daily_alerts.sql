select reading_day, machine, reading_ts, maintenance_priority_score,
    rank() over (partition by reading_day order by maintenance_priority_score desc) as rank_of_day
from {{ ref('scored_readings') }}
where maintenance_priority_score >= {{ var('alert_score') }}
