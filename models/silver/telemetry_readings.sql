{{ config(
    unique_key=['device_id', 'reading_ts'],
    deduplicate_order_by=['message_seq desc', 'load_date asc'],
    update_condition='src.message_seq > target.message_seq',
    partitioned_by=['day(reading_ts)']
) }}

-- A device may send a reading again (the same message number) or send a better one (a higher number): the highest number holds, as it first arrived.
with messages as (
    select
        message.device.id as device_id,
        message.device.fw as firmware,
        message.ts as ts,
        try_cast(message.seq as bigint) as message_seq,
        message.signals.volt as volt,
        message.signals.rotate as rotate,
        message.signals.pressure as pressure,
        message.signals.vibration as vibration,
        message.errors as errors,
        message.load_date as load_date
    from {{ ref('raw_telemetry_messages') }} as message
    where message.load_date > {{ watermark('load_date') }}
      and message.load_date <= {{ high_watermark('load_date') }}
)

select
    device_id,
    {{ utc_timestamp('ts') }} as reading_ts,
    date_trunc('hour', {{ utc_timestamp('ts') }}) as event_hour,
    message_seq,
    firmware,
    {% for signal in ['volt', 'rotate', 'pressure', 'vibration'] -%}
    try_cast({{ signal }} as double) as {{ signal }},
    {{ uncastable(signal, 'try_cast(' ~ signal ~ ' as double)') }} as {{ signal }}_raw,
    {% endfor -%}
    {{ uncastable('ts', utc_timestamp('ts')) }} as reading_ts_raw,
    coalesce(cardinality(errors), 0) as error_count,
    array_join(errors, ',') as error_codes,
    load_date > cast({{ utc_timestamp('ts') }} as date) as is_late,
    load_date
from messages
