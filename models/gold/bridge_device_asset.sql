{{ config(
    unique_key=['device_id', 'valid_from'],
    delete_condition='src.valid_to = src.valid_from'
) }}
{%- set columns = [
    'device_id', 'valid_from', 'valid_to', 'asset_id', 'customer_id', 'equipment_no', 'match_method', 'confidence',
    'equipment_match_method', 'equipment_confidence', 'claimed_by'
] %}

-- Computed whole: what a device is depends on all devices and records, and there are few of them. See the docs block identity_resolution.
with devices as (
    select
        device_id,
        max_by(serial, registered_at) as serial,
        max_by(site_code, registered_at) as site_code,
        date_trunc('day', min(registered_at)) as valid_from
    from {{ ref('device_registrations') }}
    group by device_id
),

-- What the CRM and the ERP hold of machines, from when to when.
records as (
    select
        'asset' as record_type,
        asset_id as record_id,
        serial_number,
        site_code,
        cast(installed_on as timestamp(6)) as valid_from,
        coalesce(cast(usage_ended_on as timestamp(6)), {{ open_end() }}) as valid_to
    from {{ ref('crm_assets') }}
    where not is_deleted
    union all
    select
        'equipment' as record_type,
        equipment_no as record_id,
        serial_number,
        site_code,
        cast(installed_on as timestamp(6)) as valid_from,
        coalesce(cast(retired_on as timestamp(6)), {{ open_end() }}) as valid_to
    from {{ ref('erp_equipment') }}
    where not is_deleted
),

-- 1 the same serial number, 2 the same but for the way it is written.
serial_pairs as (
    select
        devices.device_id,
        records.record_type,
        records.record_id,
        case when records.serial_number = devices.serial then 1 else 2 end as method_rank
    from devices
    join records on {{ normalised_serial('records.serial_number') }} = {{ normalised_serial('devices.serial') }}
),

-- 3 the same site, for devices and records that no serial number leads to.
site_pairs as (
    select
        devices.device_id,
        records.record_type,
        records.record_id,
        3 as method_rank
    from devices
    join records on records.site_code = devices.site_code
    left join serial_pairs as by_device
        on by_device.device_id = devices.device_id and by_device.record_type = records.record_type
    left join serial_pairs as by_record
        on by_record.record_id = records.record_id and by_record.record_type = records.record_type
    where by_device.device_id is null
      and by_record.record_id is null
),

pairs as (
    select device_id, record_type, record_id, method_rank from serial_pairs
    union all
    select device_id, record_type, record_id, method_rank from site_pairs
),

-- A record goes to the device that it fits best; where it fits several alike, it is contested.
ranked_pairs as (
    select
        device_id,
        record_type,
        record_id,
        method_rank,
        rank() over (partition by record_type, record_id order by method_rank) as place,
        count(*) over (partition by record_type, record_id, method_rank) as devices_alike
    from pairs
),

candidates as (
    select
        ranked_pairs.device_id,
        ranked_pairs.record_type,
        ranked_pairs.record_id,
        ranked_pairs.method_rank,
        ranked_pairs.devices_alike > 1 as is_contested,
        records.valid_from,
        records.valid_to
    from ranked_pairs
    join records
        on records.record_type = ranked_pairs.record_type and records.record_id = ranked_pairs.record_id
    where ranked_pairs.place = 1
),

-- A device's life, cut wherever something begins or ends that could be it.
cuts as (
    select device_id, valid_from as cut from devices
    union
    select candidates.device_id, ends.cut
    from candidates
    cross join unnest(array[candidates.valid_from, candidates.valid_to]) as ends (cut)
    join devices on devices.device_id = candidates.device_id
    where ends.cut > devices.valid_from and ends.cut < {{ open_end() }}
),

slices as (
    select
        device_id,
        cut as valid_from,
        lead(cut, 1, {{ open_end() }}) over (partition by device_id order by cut) as valid_to
    from cuts
),

claims as (
    select
        slices.device_id,
        slices.valid_from,
        slices.valid_to,
        candidates.record_type,
        candidates.record_id,
        candidates.method_rank,
        candidates.is_contested,
        rank() over (
            partition by slices.device_id, slices.valid_from, candidates.record_type
            order by candidates.method_rank
        ) as place
    from slices
    left join candidates
        on candidates.device_id = slices.device_id
        and candidates.valid_from <= slices.valid_from
        and slices.valid_to <= candidates.valid_to
),

-- One record by the best method is a match; several, or a contested one, are a conflict.
resolved as (
    select
        device_id,
        valid_from,
        valid_to,
        record_type,
        count(*) > 1 or bool_or(is_contested) as is_conflict,
        max(record_id) as record_id,
        max(method_rank) as method_rank,
        array_join(array_agg(record_id order by record_id), ',') as claimed_by
    from claims
    where place = 1
    group by device_id, valid_from, valid_to, record_type
),

-- A slice that nothing claims has one row without a type; each type has one row at most.
matches as (
    select
        device_id,
        valid_from,
        valid_to,
        max(case when record_type = 'asset' and not is_conflict then record_id end) as asset_id,
        coalesce(max(case when record_type = 'asset' then if(is_conflict, 8, method_rank) end), 9) as asset_rank,
        max(case when record_type = 'asset' and is_conflict then claimed_by end) as claimed_by,
        max(case when record_type = 'equipment' and not is_conflict then record_id end) as equipment_no,
        coalesce(max(case when record_type = 'equipment' then if(is_conflict, 8, method_rank) end), 9) as equipment_rank
    from resolved
    group by device_id, valid_from, valid_to
),

-- Neighbouring slices that say the same are one range.
marked as (
    select
        matches.*,
        case
            when lag(asset_rank) over life = asset_rank
                and lag(equipment_rank) over life = equipment_rank
                and lag(asset_id) over life is not distinct from asset_id
                and lag(equipment_no) over life is not distinct from equipment_no
                and lag(claimed_by) over life is not distinct from claimed_by
            then 0
            else 1
        end as is_change
    from matches
    window life as (partition by device_id order by valid_from)
),

numbered as (
    select
        marked.*,
        sum(is_change) over (partition by device_id order by valid_from rows unbounded preceding) as range_number
    from marked
),

ranges as (
    select
        numbered.device_id,
        min(numbered.valid_from) as valid_from,
        max(numbered.valid_to) as valid_to,
        numbered.asset_id,
        coalesce(assets.account_id, 'unmatched') as customer_id,
        numbered.equipment_no,
        asset_method.match_method,
        asset_method.confidence,
        equipment_method.match_method as equipment_match_method,
        equipment_method.confidence as equipment_confidence,
        numbered.claimed_by
    from numbered
    left join {{ ref('crm_assets') }} as assets on assets.asset_id = numbered.asset_id
    join {{ ref('match_methods') }} as asset_method on asset_method.method_rank = numbered.asset_rank
    join {{ ref('match_methods') }} as equipment_method on equipment_method.method_rank = numbered.equipment_rank
    group by
        numbered.device_id,
        numbered.range_number,
        numbered.asset_id,
        assets.account_id,
        numbered.equipment_no,
        asset_method.match_method,
        asset_method.confidence,
        equipment_method.match_method,
        equipment_method.confidence,
        numbered.claimed_by
)

{{ with_removed_ranges('ranges', 'device_id', columns) }}
