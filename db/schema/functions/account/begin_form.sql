create function app.begin_form(key uuid)
returns text
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  me uuid := app.user_uuid();
  before text;
begin
  delete from app.form_keys where user_uuid = me and created_utc < now() - interval '1 day';
  insert into app.form_keys (user_uuid, form_key) values (me, key) on conflict do nothing;
  if found then return null; end if;
  select made into before from app.form_keys where user_uuid = me and form_key = key;
  return before;
end
$$;

comment on function app.begin_form(uuid) is
  'Returns NULL for the first sender of a form key, who then makes the thing, and what was '
  'made for every later one. Also deletes the user''s keys of more than a day ago. Caller: web '
  'roles (sql/kit/form_keys.ts). Lock: the key''s row; a second sender waits for the first.';
grant execute on function app.begin_form(uuid) to sitecast_app, sitecast_admin;
