{{ config(
    unique_key=['case_id'],
    delete_condition="src.status = 'deleted'"
) }}
{#- The condition also keeps a case out that was deleted before it ever came here. #}

-- Nothing is measured against the clock: a case that is open is as old as the newest modification of any case that CRM has told of.
with told as (
    select max(system_modstamp) as told_until
    from {{ ref('crm_cases') }}
),

-- Cases modified since the last run (silver takes a row only for a newer SystemModstamp, so this also finds what arrived late or was
-- released from quarantine), and those that grow older because nobody closed them.
changed as (
    select
        case_id,
        account_id,
        priority,
        case when is_deleted then 'deleted' when closed_at is null then 'open' else 'closed' end as status,
        opened_at,
        closed_at,
        system_modstamp
    from {{ ref('crm_cases') }}
    where (
            ingest_ts > {{ watermark('ingest_ts', ref('crm_cases')) }}
            and ingest_ts <= {{ high_watermark('ingest_ts', ref('crm_cases')) }}
        )
    {%- if is_incremental() %}
        or (closed_at is null and not is_deleted)
    {%- endif %}
)

select
    changed.case_id,
    changed.account_id as customer_id,
    changed.priority,
    changed.status,
    changed.opened_at,
    changed.closed_at,
    date_add('hour', targets.hours_to_close, changed.opened_at) as sla_due_at,
    coalesce(changed.closed_at, told.told_until) > date_add('hour', targets.hours_to_close, changed.opened_at) as is_sla_breached,
    date_diff('minute', changed.opened_at, changed.closed_at) / 60e0 as hours_to_close,
    changed.system_modstamp as modified_at
from changed
join {{ ref('sla_targets') }} as targets on targets.priority = changed.priority
cross join told
