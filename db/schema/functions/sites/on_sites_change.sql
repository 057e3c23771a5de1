create function app.on_sites_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  changed uuid[];
begin
  if not app.is_home() then return null; end if;
  select array_agg(site_uuid) into changed from new_rows;
  perform app.touch_sites(changed);
  return null;
end
$$;

comment on function app.on_sites_change() is
  'Counts up the revisions of sites that were made or edited. A new site begins with a '
  'revision of its own, so that one which is deleted and made again under its UUID never '
  'repeats an ETag. Caller: triggers revision_insert and revision_update of sites. Lock: as '
  'app.touch_sites.';
