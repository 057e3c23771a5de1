create function app.on_generation_insert()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.touch_sites(array(select site_uuid from new_rows));
  return null;
end
$$;

comment on function app.on_generation_insert() is
  'Counts up the revisions of the sites whose measurements were inserted. Caller: trigger '
  'revision_insert of generation. Lock: as app.touch_sites.';
