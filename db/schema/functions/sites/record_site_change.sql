create function app.record_site_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  who uuid := nullif(current_setting('pvsite_datamodel.current_user_uuid', true), '')::uuid;
begin
  if not app.is_home() then return null; end if;
  insert into sites_history (created_utc, site_uuid, site_data, changed_by, operation_type)
  values (now() at time zone 'utc', coalesce(new.site_uuid, old.site_uuid),
    coalesce(to_jsonb(new), to_jsonb(old)), who, tg_op);
  return null;
end
$$;

comment on function app.record_site_change() is
  'Writes the change of a site to sites_history. Who made it is read from the SDK''s session '
  'variable, which is unset or empty for nobody. Caller: trigger site_changes_trigger of '
  'sites. Lock: none.';
