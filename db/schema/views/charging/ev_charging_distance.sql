create view ev_charging_distance with (security_invoker = true) as
select id, session_id, site_group_uuid, device_id, session_start_utc, energy_kwh, miles_added,
  round(miles_added * 1.609344, 4) as distance_added
from ev_charging_session;

comment on view ev_charging_distance is
  'Range added by each session in miles (miles_added) and in kilometres (distance_added, as '
  'LightningROD from 0.3.21 on names it).';
grant select on ev_charging_distance to sitecast_app, sitecast_charging;
