set local check_function_bodies = off;

alter table app.identities
  drop constraint identities_user_uuid_fkey;

alter table app.user_request_leases
  drop constraint user_request_leases_user_uuid_fkey;

drop function app.bind_identity(text, text, text, text);

drop function app.lease_user_requests(uuid, boolean, integer, integer, integer);

drop function app.scope(uuid, uuid, text, uuid[], boolean);

-- Loses data.
drop table app.identities;

-- Loses data.
drop table app.user_request_leases;

create or replace function app.scope (
  group_uuid uuid,
  user_uuid uuid,
  through text default null::text,
  only_sites uuid[] default null::uuid[]
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'pg_temp'
  AS $function$
declare
  is_admin boolean;
begin
  execute format('set local app.site_group_uuid = %L', coalesce(group_uuid::text, ''));
  execute format('set local app.user_uuid = %L', coalesce(user_uuid::text, ''));
  execute format('set local pvsite_datamodel.current_user_uuid = %L',
    coalesce(user_uuid::text, ''));
  execute format('set local app.through = %L', coalesce(through, ''));
  execute format('set local app.only_sites = %L', coalesce(only_sites::text, ''));
  select g.is_admin into is_admin from public.site_groups g where g.site_group_uuid = group_uuid;
  execute format('set local app.sees_all_sites = %L', case when is_admin then 'on' else '' end);
end
$function$;

comment on column app.security_events.kind is 'sign_in, failure, refusal, limit, link, password, token, download, webhook, factor, session or rights.';

comment on function app.scope(uuid, uuid, text, uuid[]) is 'Opens a scope for the current transaction: sets the group, whether it is an admin group and sees all sites, the user, how the change came, and the only sites that a limited API token sees, which policies, definer functions and the history of sites read. NULL sets nothing. Caller: db/scope.ts, first in every transaction of the request pool; jobs. Lock: none.';

revoke all on function app.scope(uuid, uuid, text, uuid[]) from public;

grant execute
  on function app.scope(uuid, uuid, text, uuid[])
  to sitecast_admin, sitecast_app;
