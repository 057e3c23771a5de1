create function app.charging_zone(of_group uuid)
returns text
language plpgsql stable
set search_path = pg_catalog, public, pg_temp
as $$
declare
  zone text;
begin
  for zone in
    select value from app_settings
    where site_group_uuid = of_group and (key = 'first_site_timezone'
      or key = 'user_timezone'
        and value ~* '^(utc|gmt|etc/gmt[+-](1[0-2]|[1-9])|[a-z_]+(/[a-z_-]+)+)$')
    order by key desc
  loop
    begin
      perform now() at time zone zone;
      return zone;
    exception when invalid_parameter_value then
      continue;
    end;
  end loop;
  return 'UTC';
end
$$;

comment on function app.charging_zone(uuid) is
  'Returns the zone of a group''s days where no site says one: its setting user_timezone, else '
  'that of its first site (first_site_timezone, which the service keeps), else UTC. A text that '
  'names no zone counts as absent; of user_timezone, offsets, abbreviations and POSIX rules do, '
  'too, as in domain/charging/settings.ts. Caller: app.charging_day. Lock: none.';
