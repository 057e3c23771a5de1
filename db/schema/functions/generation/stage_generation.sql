create function app.stage_generation(of_upload uuid, number integer, of_sites uuid[],
  site_numbers integer[], start_us bigint[], end_us bigint[], powers double precision[],
  lines integer[])
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into app.staged_generation (site_group_uuid, upload_uuid, piece_number, sites, starts,
    ends, powers, lines)
  values (app.group_uuid(), of_upload, number,
    array(select of_sites[s] from unnest(site_numbers) s),
    app.times_of(start_us), app.times_of(end_us), powers, lines);
end
$$;

comment on function app.stage_generation(uuid, integer, uuid[], integer[], bigint[], bigint[],
  double precision[], integer[]) is
  'Keeps a checked piece of an upload of the scope''s group. site_numbers: of each row, the place '
  'of its site in of_sites, from 1; times in microseconds since 1970 (UTC). Throws 23502 without a '
  'scope. Caller: web roles (sql/generation/uploads.ts). Lock: the row inserted.';
grant execute on function app.stage_generation(uuid, integer, uuid[], integer[], bigint[],
  bigint[], double precision[], integer[]) to sitecast_app, sitecast_admin;
