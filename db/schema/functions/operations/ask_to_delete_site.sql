create function app.ask_to_delete_site(of_site uuid, with_generation boolean)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  site sites;
  me uuid := app.user_uuid();
  my_email text;
  job uuid;
begin
  select * into site from sites where site_uuid = of_site for update;
  if not found then raise 'no such site' using errcode = 'P0002'; end if;
  if not with_generation and exists (select 1 from generation where site_uuid = of_site) then
    raise 'This site has measured generation. Say that it may be deleted, too.'
      using errcode = 'SC422', column = 'with_generation';
  end if;
  select email into my_email from users where user_uuid = me;
  insert into app.jobs (kind, site_uuid, site_name, asked_by, asked_by_email, asked_through,
    with_generation)
  values ('delete site', of_site, coalesce(nullif(site.client_site_name, ''),
      'Site ' || coalesce(site.client_site_id::text, left(of_site::text, 8))),
    me, my_email, nullif(current_setting('app.through', true), ''),
    ask_to_delete_site.with_generation)
  on conflict do nothing returning job_uuid into job;
  if job is null then
    select job_uuid into job from app.jobs
    where kind = 'delete site' and site_uuid = of_site and state in ('waiting', 'running');
  end if;
  return job;
end
$$;

comment on function app.ask_to_delete_site(uuid, boolean) is
  'Makes the job that deletes a site, or finds the open one, and returns its UUID. Throws '
  'P0002 without such a site, SC422 at with_generation when there is generation that the '
  'caller does not want to delete. Caller: sitecast_admin (sql/operations/jobs.ts). Lock: the '
  'site''s row FOR UPDATE.';
grant execute on function app.ask_to_delete_site(uuid, boolean) to sitecast_admin;
