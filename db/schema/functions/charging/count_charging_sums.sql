create function app.count_charging_sums(of_group uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  -- Two at once would each add what they counted.
  if not pg_try_advisory_xact_lock(hashtextextended('sitecast.charging_sums ' || of_group, 0)) then
    return;
  end if;
  with gone as (delete from app.charging_sums where site_group_uuid = of_group)
  insert into app.charging_sums (site_group_uuid, is_year, first_utc, charge_type, location_type,
    location_id, network_id, site_uuid, device_id, currency, is_cost_known, is_measured,
    sessions, energy_kwh, cost, sun_kwh, is_change)
  select s.site_group_uuid, span = 'year', date_trunc(span, s.session_start_utc, 'UTC'),
    s.charge_type, s.location_type, case when s.location_type is null then s.location_id end,
    s.network_id, s.site_uuid, s.device_id, s.currency, s.shown_cost is not null,
    coalesce(s.sun_known >= 0.5, false), count(*), coalesce(sum(s.energy_kwh), 0),
    coalesce(sum(s.shown_cost), 0), coalesce(sum(s.sun_kwh), 0), false
  from ev_charging_session s, unnest(array['year', 'month']) span
  where s.site_group_uuid = of_group
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12;
end
$$;

comment on function app.count_charging_sums(uuid) is
  'Counts the kept sums of a group''s sessions anew. One statement, which sees one moment: what '
  'others change meanwhile stays appended beside. Does nothing while another transaction does it. '
  'Caller: the owner, when many changes are appended (sql/charging/sums.ts). Lock: an advisory '
  'lock of the group; its rows of app.charging_sums.';
