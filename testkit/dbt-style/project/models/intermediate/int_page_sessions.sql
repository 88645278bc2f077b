with pageviews as (
    select * from {{ ref('stg_pageviews') }}
),
lagged as (
    select *, lag(viewed_at) over (partition by anonymous_id order by viewed_at) as previous_viewed_at
    from pageviews
),
flagged as (
    select *,
        case when previous_viewed_at is null or date_diff('minute', previous_viewed_at, viewed_at) > 30 then 1 else 0 end as is_new_session
    from lagged
),
numbered as (
    select *, sum(is_new_session) over (partition by anonymous_id order by viewed_at rows between unbounded preceding and current row) as session_number
    from flagged
)
select {{ dbt_utils.generate_surrogate_key(['anonymous_id', 'session_number']) }} as session_id, numbered.*
from numbered
