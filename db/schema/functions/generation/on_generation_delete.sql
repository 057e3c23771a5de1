create function app.on_generation_delete()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.touch_sites(array(select site_uuid from old_rows));
  return null;
end
$$;

comment on function app.on_generation_delete() is
  'Counts up the revisions of the sites whose measurements were deleted. Caller: trigger '
  'revision_delete of generation. Lock: as app.touch_sites.';
