with source as (select * from {{ source('web', 'events') }}),
deduplicated as (
    select *, row_number() over (partition by event_id order by event_at desc) as row_num
    from source
)
select event_id, user_id, event_type, tags, payload, event_at
from deduplicated
where row_num = 1
