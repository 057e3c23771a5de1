create function app.end_form(key uuid, what text)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  update app.form_keys set made = what where user_uuid = app.user_uuid() and form_key = key;
end
$$;

comment on function app.end_form(uuid, text) is
  'Keeps what the form with this key made. Caller: web roles, in the transaction of '
  'app.begin_form (sql/kit/form_keys.ts). Lock: the key''s row.';
grant execute on function app.end_form(uuid, text) to sitecast_app, sitecast_admin;
