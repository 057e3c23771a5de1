create function app.confirm_import(of_import uuid, named text, replace boolean)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  own app.imports;
begin
  own := app.own_import(of_import);
  if own.state in ('storing', 'stored') then return; end if;
  if own.state not in ('checking', 'checked') then
    raise 'This file cannot be stored: it is %.', own.state using errcode = 'SC409';
  end if;
  if replace and own.kind = 'forecasts' then
    raise 'Runs are not replaced: send a corrected run with a time or a version of its own.'
      using errcode = 'SC422', column = 'conflicts';
  end if;
  update app.imports i set is_confirmed = true, replaces = replace, reading_name = coalesce(named, i.reading_name),
    user_uuid = app.user_uuid(), actor = u.email, changed_utc = now() at time zone 'utc'
  from users u where i.import_uuid = of_import and u.user_uuid = app.user_uuid();
  if own.state = 'checked' then perform app.begin_storing(of_import); end if;
end
$$;

comment on function app.confirm_import(uuid, text, boolean) is
  'Lets a checked file be stored, in the name of the scope''s user; one that is being checked, as '
  'soon as that is done; nothing for one that is being stored or was. Its reading is remembered '
  'under the name, if there is one. With replace, what the group brought for the same periods is '
  'replaced. Throws SC422 to replace forecasts, SC404 for an import that is not the scope''s, SC409 in '
  'another state. Caller: web roles (sql/imports/imports.ts). Lock: the import''s row FOR UPDATE.';
grant execute on function app.confirm_import(uuid, text, boolean) to sitecast_app, sitecast_admin;
