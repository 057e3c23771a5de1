create function app.name_the_writer()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  select email, site_group_uuid into new.changed_by_email, new.changed_by_group
  from users where user_uuid = new.changed_by;
  new.database_role := session_user;
  if pg_has_role(session_user, 'sitecast_app', 'member') then
    new.changed_through := nullif(current_setting('app.through', true), '');
  else
    new.changed_through := null;
  end if;
  return new;
end
$$;

comment on function app.name_the_writer() is
  'Adds to a row of history who the user was, how the change came and which login wrote. Only '
  'the service''s own logins, which may become sitecast_app, say how a change came: from any '
  'other it came straight into the database, whatever variables it has set. Caller: trigger '
  'name_the_writer of sites_history. Lock: none.';
