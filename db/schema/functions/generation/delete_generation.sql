create function app.delete_generation(of_site uuid, range_start timestamp, range_end timestamp)
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.check_sites(array[of_site]);
  return app.clear_generation(app.open_batch('deleted', 0), of_site, range_start, range_end,
    '{}', '{}', '{}');
end
$$;

comment on function app.delete_generation(uuid, timestamp, timestamp) is
  'Deletes the measurements of a site in [range_start, range_end) and returns how many; they are '
  'kept 30 days for undoing. Throws P0002 for a site that is not the scope''s, SC409 as '
  'app.clear_generation. Caller: web roles (sql/generation/generation.ts). Lock: as '
  'app.clear_generation.';
grant execute on function app.delete_generation(uuid, timestamp, timestamp)
  to sitecast_app, sitecast_admin;
