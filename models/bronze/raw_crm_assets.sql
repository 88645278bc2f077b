select
    id,
    accountid,
    serialnumber,
    sitecode,
    installdate,
    usageenddate,
    systemmodstamp,
    isdeleted,
    load_date
from {{ source('crm', 'assets') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
