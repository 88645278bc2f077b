{{ config(
    unique_key=['hour_start'],
    source_system='generated'
) }}
{%- set span = var('time_dimension') %}

-- Generated, not loaded. Trino's sequence() ends at 10,000 entries, so days and hours are made apart.
with days as (
    select date_day
    from unnest(sequence(date '{{ span.first_day }}', date '{{ span.end_day }}' - interval '1' day, interval '1' day)) as generated(date_day)
),

hours as (
    select hour_of_day
    from unnest(sequence(0, 23)) as generated(hour_of_day)
)

select
    date_add('hour', hours.hour_of_day, cast(days.date_day as timestamp(6))) as hour_start,
    days.date_day,
    hours.hour_of_day,
    day_of_week(days.date_day) as day_of_week,
    date_format(cast(days.date_day as timestamp(6)), '%W') as day_name,
    week(days.date_day) as week_of_year,
    year_of_week(days.date_day) as year_of_week,
    month(days.date_day) as month_of_year,
    date_format(cast(days.date_day as timestamp(6)), '%M') as month_name,
    quarter(days.date_day) as quarter_of_year,
    year(days.date_day) as calendar_year,
    day_of_week(days.date_day) >= 6 as is_weekend
from days
cross join hours
