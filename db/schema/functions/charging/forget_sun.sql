create function app.forget_sun()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if (old.site_uuid, old.session_start_utc, old.session_end_utc, old.charge_duration_seconds,
      old.energy_kwh, old.evse_energy_kwh)
    is distinct from (new.site_uuid, new.session_start_utc, new.session_end_utc,
      new.charge_duration_seconds, new.energy_kwh, new.evse_energy_kwh)
  then
    new.sun_kwh := null;
    new.sun_known := null;
  end if;
  return new;
end
$$;

comment on function app.forget_sun() is
  'Drops the sun of a session whose site, time or energy changes, until it is counted again. '
  'Caller: trigger forget_sun of ev_charging_session. Lock: none.';
