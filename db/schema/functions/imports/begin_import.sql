create function app.begin_import(of_name text, of_site uuid, reading_name text, confirmed boolean,
  replace boolean)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  begun uuid;
begin
  if of_site is not null then perform app.check_sites(array[of_site]); end if;
  if (select count(*) from app.imports i where i.site_group_uuid = app.group_uuid()
      and i.state not in ('stored', 'undone') and not app.is_broken_off(i)) >= 200 then
    raise 'Your group has 200 files that wait. Store or delete some of them first.'
      using errcode = 'SC409';
  end if;
  insert into app.imports (site_group_uuid, user_uuid, actor, only_sites, file_name, site_uuid,
    reading_name, is_confirmed, replaces)
  select app.group_uuid(), u.user_uuid, u.email, app.only_sites(), of_name, of_site,
    begin_import.reading_name, confirmed, replace
  from users u where u.user_uuid = app.user_uuid()
  returning import_uuid into begun;
  return begun;
end
$$;

comment on function app.begin_import(text, uuid, text, boolean, boolean) is
  'Makes the import of a file that is about to arrive and returns its UUID. The site may be NULL: '
  'it is chosen later, or a column names it. Throws P0002 for a site that is not the scope''s, '
  'SC409 when 200 files of the group wait. Caller: web roles (sql/imports/upload.ts). Lock: none.';
grant execute on function app.begin_import(text, uuid, text, boolean, boolean)
  to sitecast_app, sitecast_admin;
