-- Conflicts and devices without a match are shown, never dropped: each device that ever started is in the bridge.
select distinct registrations.device_id
from {{ ref('device_registrations') }} as registrations
left join {{ ref('bridge_device_asset') }} as bridge on bridge.device_id = registrations.device_id
where bridge.device_id is null
