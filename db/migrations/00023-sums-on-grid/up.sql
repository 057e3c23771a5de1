set local check_function_bodies = off;

create or replace function app.sites_on_grid (
  of_sites uuid[],
  from_utc timestamp without time zone,
  to_utc timestamp without time zone,
  step interval
)
  returns uuid[]
  language plpgsql
  stable
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  set plan_cache_mode to 'force_custom_plan'
  AS $function$
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
$function$;

comment on function
  app.sites_on_grid(uuid[], timestamp without time zone, timestamp without time zone, interval)
  is 'Returns those of the sites whose measured periods that start in [from_utc, to_utc) all are periods of the grid with this step, so that none overlap: their rows can be added up as they are. Reads the index alone. Caller: web roles (sql/generation/sums.ts). Lock: none.';

revoke all
  on function
    app.sites_on_grid(uuid[], timestamp without time zone, timestamp without time zone,
    interval)
  from public;

grant execute
  on function
    app.sites_on_grid(uuid[], timestamp without time zone, timestamp without time zone,
    interval)
  to sitecast_admin, sitecast_app;

-- What a pair is has changed: days are compared with this and counted again.
delete from app.accuracy_counted;
