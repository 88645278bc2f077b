{% set regions = ['eu', 'us'] %}
{% for region in regions %}
select event_id, anonymous_id, url, '{{ region }}' as region
from {{ source('web', 'pageviews_' ~ region) }}
{% if not loop.last %}union all{% endif %}
{% endfor %}
