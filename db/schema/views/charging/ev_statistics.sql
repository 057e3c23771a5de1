create view ev_statistics with (security_invoker = true) as
select row_number() over (order by site_group_uuid)::integer as id,
  now() as computed_at,
  count(*)::integer as total_sessions,
  sum(energy_kwh) as total_energy_kwh,
  case when count(distinct coalesce(currency, '')) filter (where shown_cost is not null) <= 1
    then sum(shown_cost) end as total_cost,
  sum(miles_added) as total_miles_added,
  avg(charge_duration_seconds) as avg_session_duration_seconds,
  avg(energy_kwh) as avg_energy_per_session_kwh,
  case when count(distinct coalesce(currency, '')) filter (where shown_cost is not null) <= 1
    then sum(shown_cost) / nullif(sum(energy_kwh) filter (where shown_cost is not null), 0)
    end as avg_cost_per_kwh,
  avg(miles_added / energy_kwh) filter (where energy_kwh > 0 and miles_added > 0)
    as avg_miles_per_kwh,
  null::text as notes
from ev_charging_session
group by site_group_uuid;

comment on view ev_statistics is
  'Table of LightningROD: totals of the sessions that the reader sees, one row for each of its '
  'groups and none without sessions. Costs in several currencies have no total.';
grant select on ev_statistics to sitecast_app, sitecast_charging;
