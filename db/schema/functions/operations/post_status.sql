create function app.post_status(new_status text, new_message text)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  me uuid := app.user_uuid();
  my_email text;
  made uuid;
begin
  select email into my_email from users where user_uuid = me;
  insert into status (status, message, posted_by, posted_by_email)
  values (new_status, new_message, me, my_email)
  returning status_uuid into made;
  return made;
end
$$;

comment on function app.post_status(text, text) is
  'Posts a status in the name of the scope''s user and returns its UUID. Caller: '
  'sitecast_admin (sql/operations/status.ts). Lock: none.';
grant execute on function app.post_status(text, text) to sitecast_admin;
