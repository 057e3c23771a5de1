create function app.record_charging_sums()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if tg_op = 'TRUNCATE' then
    delete from app.charging_sums;
    return null;
  end if;
  execute format($sums$
    insert into app.charging_sums (site_group_uuid, is_year, first_utc, charge_type,
      location_type, location_id, network_id, site_uuid, device_id, currency, is_cost_known,
      is_measured, sessions, energy_kwh, cost, sun_kwh)
    select * from (
      select s.site_group_uuid, span = 'year', date_trunc(span, s.session_start_utc, 'UTC'),
        s.charge_type, s.location_type, case when s.location_type is null then s.location_id end,
        s.network_id, s.site_uuid, s.device_id, s.currency, s.shown_cost is not null,
        coalesce(s.sun_known >= 0.5, false), sum(s.sign) as sessions,
        coalesce(sum(s.sign * s.energy_kwh), 0) as energy_kwh,
        coalesce(sum(s.sign * s.shown_cost), 0) as cost,
        coalesce(sum(s.sign * s.sun_kwh), 0) as sun_kwh
      from (%s) s, unnest(array['year', 'month']) span
      where exists (select 1 from site_groups g where g.site_group_uuid = s.site_group_uuid)
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) changes
    where (sessions, energy_kwh, cost, sun_kwh) <> (0, 0, 0, 0)$sums$,
    case tg_op
      when 'INSERT' then 'select 1 as sign, n.* from new_rows n'
      when 'DELETE' then 'select -1 as sign, o.* from old_rows o'
      else 'select 1 as sign, n.* from new_rows n union all select -1, o.* from old_rows o'
    end);
  return null;
end
$$;

comment on function app.record_charging_sums() is
  'Appends to app.charging_sums what a statement adds to the sums of charging sessions and takes '
  'away, but nothing for a group that is being deleted. Caller: triggers sums of '
  'ev_charging_session. Lock: none.';
