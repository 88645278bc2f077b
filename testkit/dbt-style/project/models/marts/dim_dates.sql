with spine as (
    {{ dbt_utils.date_spine(datepart="day", start_date="cast('2024-01-01' as date)", end_date="cast('2025-01-01' as date)") }}
)
select cast(date_day as date) as date_day, year(date_day) as year_number, month(date_day) as month_number,
    day_of_week(date_day) as day_of_week
from spine
