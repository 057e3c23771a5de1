create function app.name_the_writer()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  select email, site_group_uuid into new.changed_by_email, new.changed_by_group
  from users where user_uuid = new.changed_by;
  new.changed_through := nullif(current_setting('app.through', true), '');
  new.database_role := session_user;
  return new;
end
$$;

comment on function app.name_the_writer() is
  'Adds to a row of history who the user was, how the change came and which login wrote. '
  'Caller: trigger name_the_writer of sites_history. Lock: none.';
