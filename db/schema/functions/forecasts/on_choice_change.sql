create function app.on_choice_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  changed uuid[];
begin
  select array_agg(site_uuid) into changed from changed_rows;
  if changed is not null then perform app.touch_sites(changed); end if;
  return null;
end
$$;

comment on function app.on_choice_change() is
  'Counts up the revisions of sites that show another model, so that every ETag changes. Caller: '
  'triggers of app.chosen_models. Lock: as app.touch_sites.';
