create function app.record_sun_due()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    insert into app.charging_sun_due (site_group_uuid, site_uuid, first_utc, last_utc)
    select site_group_uuid, site_uuid, min(session_start_utc),
      max(coalesce(session_end_utc,
        session_start_utc + charge_duration_seconds * interval '1 second'))
    from new_rows
    where site_uuid is not null and session_start_utc is not null
      and (session_end_utc is not null or charge_duration_seconds is not null)
    group by 1, 2, date_trunc('month', session_start_utc, 'UTC');
  elsif tg_op = 'UPDATE' then
    insert into app.charging_sun_due (site_group_uuid, site_uuid, first_utc, last_utc)
    select c.site_group_uuid, c.site_uuid, min(c.session_start_utc),
      max(coalesce(c.session_end_utc,
        c.session_start_utc + c.charge_duration_seconds * interval '1 second'))
    from old_rows o join new_rows n using (id), lateral (values
      (o.site_group_uuid, o.site_uuid, o.session_start_utc, o.session_end_utc,
        o.charge_duration_seconds),
      (n.site_group_uuid, n.site_uuid, n.session_start_utc, n.session_end_utc,
        n.charge_duration_seconds)) c (site_group_uuid, site_uuid, session_start_utc,
        session_end_utc, charge_duration_seconds)
    where (o.site_uuid, o.session_start_utc, o.session_end_utc, o.charge_duration_seconds,
        o.energy_kwh, o.evse_energy_kwh)
      is distinct from (n.site_uuid, n.session_start_utc, n.session_end_utc,
        n.charge_duration_seconds, n.energy_kwh, n.evse_energy_kwh)
      and c.site_uuid is not null and c.session_start_utc is not null
      and (c.session_end_utc is not null or c.charge_duration_seconds is not null)
    group by 1, 2, date_trunc('month', c.session_start_utc, 'UTC');
  else
    insert into app.charging_sun_due (site_group_uuid, site_uuid, first_utc, last_utc)
    select site_group_uuid, site_uuid, min(session_start_utc),
      max(coalesce(session_end_utc,
        session_start_utc + charge_duration_seconds * interval '1 second'))
    from old_rows
    where site_uuid is not null and session_start_utc is not null
      and (session_end_utc is not null or charge_duration_seconds is not null)
    group by 1, 2, date_trunc('month', session_start_utc, 'UTC');
  end if;
  return null;
end
$$;

comment on function app.record_sun_due() is
  'Remembers when and where the sun of charging sessions has to be counted again, also of those '
  'at the same time: they share it. Sessions without a time have no sun. Caller: triggers sun_due '
  'of ev_charging_session. Lock: none.';
