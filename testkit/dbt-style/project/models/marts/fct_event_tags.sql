select e.event_id, e.event_at, t.tag
from {{ ref('stg_events') }} e
cross join unnest(e.tags) as t(tag)
where t.tag <> ''
