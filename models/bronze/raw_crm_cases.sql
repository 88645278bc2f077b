select
    id,
    accountid,
    priority,
    status,
    createddate,
    closeddate,
    systemmodstamp,
    isdeleted,
    load_date
from {{ source('crm', 'cases') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
