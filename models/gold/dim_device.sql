{{ config(
    unique_key=['device_id', 'valid_from'],
    delete_condition='src.valid_to = src.valid_from'
) }}
{%- set columns = [
    'device_key', 'device_id', 'valid_from', 'valid_to', 'is_current', 'serial', 'model', 'firmware', 'site_code', 'customer_id', 'install_date'
] %}

-- What a device said of itself, from one start to the next; the first start counts from its midnight, as in the bridge.
with registered as (
    select
        device_id,
        serial,
        model,
        firmware,
        site_code,
        case
            when row_number() over (partition by device_id order by registered_at) = 1 then date_trunc('day', registered_at)
            else registered_at
        end as valid_from,
        lead(registered_at, 1, {{ open_end() }}) over (partition by device_id order by registered_at) as valid_to
    from {{ ref('device_registrations') }}
),

cuts as (
    select device_id, valid_from from registered
    union
    select device_id, valid_from from {{ ref('bridge_device_asset') }}
),

described as (
    select
        cuts.device_id,
        cuts.valid_from,
        registered.serial,
        registered.model,
        registered.firmware,
        registered.site_code,
        bridge.customer_id
    from cuts
    join registered
        on registered.device_id = cuts.device_id and {{ holds_at('registered', 'cuts.valid_from') }}
    join {{ ref('bridge_device_asset') }} as bridge
        on bridge.device_id = cuts.device_id and {{ holds_at('bridge', 'cuts.valid_from') }}
),

marked as (
    select
        described.*,
        lag(serial) over life is distinct from serial
            or lag(model) over life is distinct from model
            or lag(firmware) over life is distinct from firmware
            or lag(site_code) over life is distinct from site_code
            or lag(customer_id) over life is distinct from customer_id as is_change
    from described
    window life as (partition by device_id order by valid_from)
),

versions as (
    select
        device_id,
        valid_from,
        lead(valid_from, 1, {{ open_end() }}) over (partition by device_id order by valid_from) as valid_to,
        serial,
        model,
        firmware,
        site_code,
        customer_id
    from marked
    where is_change
),

installed as (
    select
        registered.device_id,
        coalesce(min(equipment.installed_on), cast(min(registered.valid_from) as date)) as install_date
    from registered
    left join {{ ref('bridge_device_asset') }} as bridge on bridge.device_id = registered.device_id
    left join {{ ref('erp_equipment') }} as equipment on equipment.equipment_no = bridge.equipment_no
    group by registered.device_id
),

ranges as (
    select
        {{ dbt_utils.generate_surrogate_key(['versions.device_id', "date_format(versions.valid_from, '%Y-%m-%d %H:%i:%s')"]) }} as device_key,
        versions.device_id,
        versions.valid_from,
        versions.valid_to,
        versions.valid_to = {{ open_end() }} as is_current,
        versions.serial,
        versions.model,
        versions.firmware,
        versions.site_code,
        versions.customer_id,
        installed.install_date
    from versions
    join installed on installed.device_id = versions.device_id
)

{{ with_removed_ranges('ranges', 'device_id', columns) }}
