select distinct order_id, returned_at, nullif(trim(reason), '') as reason
from {{ source('shop', 'returns') }}
