select
    id,
    accountid,
    stagename,
    amount,
    createddate,
    closeddate,
    systemmodstamp,
    isdeleted,
    load_date
from {{ source('crm', 'opportunities') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
