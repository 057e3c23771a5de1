create function app.on_generation_update()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.touch_sites(array(select site_uuid from old_rows union select site_uuid from new_rows));
  return null;
end
$$;

comment on function app.on_generation_update() is
  'Counts up the revisions of the sites whose measurements were changed. Caller: trigger '
  'revision_update of generation. Lock: as app.touch_sites.';
