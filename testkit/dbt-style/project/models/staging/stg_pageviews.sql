with unioned as (
    {% for region in ['eu', 'us'] -%}
    select event_id, anonymous_id, user_id, url, referrer, tstamp, properties, '{{ region }}' as region
    from {{ source('web', 'pageviews_' ~ region) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)
select event_id, anonymous_id, user_id, url, referrer, region, tstamp as viewed_at, json_extract_scalar(properties, '$.device') as device
from unioned
