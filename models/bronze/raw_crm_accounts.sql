select
    id,
    name,
    industry,
    billingcountry,
    createddate,
    systemmodstamp,
    isdeleted,
    load_date
from {{ source('crm', 'accounts') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
