create function app.day_ahead_pairs(of_site uuid, from_day date)
returns table (model_name text, day date, forecast_kwh double precision,
  below_kwh double precision, above_kwh double precision, potential_kwh double precision,
  measured_kwh double precision)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not of_site = any(app.visible_sites()) then return; end if;
  return query
    select p.model_name, p.day, p.forecast_kwh, p.below_kwh, p.above_kwh, p.potential_kwh,
      p.measured_kwh
    from app.energy_pairs p
    where p.site_uuid = of_site and p.lead_hour = -15 and p.day >= from_day
    order by p.model_name collate "C", p.day;
end
$$;

comment on function app.day_ahead_pairs(uuid, date) is
  'Returns the energies of a site''s days from from_day on as each of its models forecast them at '
  '9:00 of the day before, with what was measured; nothing of a stranger''s site. Caller: web '
  'roles (sql/forecasts/energies.ts). Lock: none.';
grant execute on function app.day_ahead_pairs(uuid, date) to sitecast_app, sitecast_admin;
