create function app.sites_on_grid(of_sites uuid[], from_utc timestamp, to_utc timestamp,
  step interval)
returns uuid[]
language plpgsql stable
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan
as $$
begin
  return array(
    select site_uuid from sites
    where site_uuid = any(of_sites) and measured_every_minutes is null
    except
    select site_uuid from generation
    where site_uuid = any(of_sites) and start_utc >= from_utc and start_utc < to_utc
      and (end_utc <> start_utc + step
        or date_bin(step, start_utc, timestamp '2000-01-01') <> start_utc));
end
$$;

comment on function app.sites_on_grid(uuid[], timestamp, timestamp, interval) is
  'Returns those of the sites whose measured periods that start in [from_utc, to_utc) all are '
  'periods of the grid with this step, so that none overlap: their rows can be added up as they '
  'are. Reads the index alone. Caller: web roles (sql/generation/sums.ts). Lock: none.';
grant execute on function app.sites_on_grid(uuid[], timestamp, timestamp, interval)
  to sitecast_app, sitecast_admin;
