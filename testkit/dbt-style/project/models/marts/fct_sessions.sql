{{ config(materialized='incremental', unique_key='session_id') }}
select
    session_id, anonymous_id, session_number,
    min(viewed_at) as started_at, max(viewed_at) as ended_at, count(*) as page_views,
    max_by(url, viewed_at) as exit_url, min_by(referrer, viewed_at) as first_referrer
from {{ ref('int_page_sessions') }}
group by session_id, anonymous_id, session_number
