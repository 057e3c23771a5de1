-- Bodies of functions may name what comes later.
set local check_function_bodies = off;

drop trigger changes_insert on generation;
drop trigger changes_update on generation;
drop trigger changes_delete on generation;
drop trigger changes_truncate on generation;
drop trigger revision_insert on sites;
drop trigger revision_update on sites;

CREATE OR REPLACE FUNCTION app.on_values_truncate()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  delete from latest_forecast_values;
  return null;
end
$function$;

comment on function app.on_values_truncate() is
  'Empties the latest table after forecast_values was emptied; by DELETE, since TRUNCATE sites CASCADE is still using the table. Caller: trigger latest_truncate of forecast_values. Lock: rows of the latest table.';

CREATE OR REPLACE FUNCTION app.on_generation_delete()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform app.touch_sites(array(select site_uuid from old_rows));
  return null;
end
$function$;

comment on function app.on_generation_delete() is
  'Counts up the revisions of the sites whose measurements were deleted. Caller: trigger revision_delete of generation. Lock: as app.touch_sites.';

CREATE OR REPLACE FUNCTION app.on_generation_insert()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform app.touch_sites(array(select site_uuid from new_rows));
  return null;
end
$function$;

comment on function app.on_generation_insert() is
  'Counts up the revisions of the sites whose measurements were inserted. Caller: trigger revision_insert of generation. Lock: as app.touch_sites.';

CREATE OR REPLACE FUNCTION app.on_generation_update()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform app.touch_sites(array(select site_uuid from old_rows union select site_uuid from new_rows));
  return null;
end
$function$;

comment on function app.on_generation_update() is
  'Counts up the revisions of the sites whose measurements were changed. Caller: trigger revision_update of generation. Lock: as app.touch_sites.';

CREATE OR REPLACE FUNCTION app.on_sites_update()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if not app.is_home() then return null; end if;
  perform app.touch_sites(array(select site_uuid from new_rows));
  return null;
end
$function$;

comment on function app.on_sites_update() is
  'Counts up the revisions of the sites that were edited. Caller: trigger revision_update of sites. Lock: as app.touch_sites.';

create trigger revision_delete after delete on generation
  referencing old table as old_rows
  for each statement execute function app.on_generation_delete();
create trigger revision_insert after insert on generation
  referencing new table as new_rows
  for each statement execute function app.on_generation_insert();
create trigger revision_truncate after truncate on generation
  for each statement execute function app.on_all_changed();
create trigger revision_update after update on generation
  referencing old table as old_rows new table as new_rows
  for each statement execute function app.on_generation_update();
create trigger revision_truncate after truncate on forecast_values
  for each statement execute function app.on_all_changed();
create trigger revision_update after update on sites
  referencing new table as new_rows
  for each statement execute function app.on_sites_update();

-- What was not swept yet counts as well.
select app.touch_sites(array(select site_uuid from sites));
drop table app.changed_ranges, app.generation_changes;

drop function app.on_generation_change(),
  app.on_sites_change(),
  app.revisions_of(uuid[]),
  app.sweep();
