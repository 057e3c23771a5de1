create function app.drop_generation_upload(of_upload uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  delete from app.staged_generation
  where upload_uuid = of_upload and site_group_uuid = app.group_uuid();
end
$$;

comment on function app.drop_generation_upload(uuid) is
  'Forgets an upload of the scope''s group that is not to be stored. Caller: web roles '
  '(sql/generation/uploads.ts). Lock: the rows deleted.';
grant execute on function app.drop_generation_upload(uuid) to sitecast_app, sitecast_admin;
