set local check_function_bodies = off;

drop function app.scope(uuid, uuid, text);

-- May rewrite the table, which is locked meanwhile.
alter table app.api_tokens
  add column only_generation boolean not null default false;

alter table app.api_tokens
  add column site_uuids uuid[];

-- May rewrite the table, which is locked meanwhile.
alter table app.sessions
  add column password_utc timestamp with time zone not null default now();

-- Sessions began with a password; what is left of that time counts.
update app.sessions set password_utc = created_utc;

create or replace function app.history_of_site (
  of_site uuid
)
  returns table (
    site_history_uuid uuid,
    created_utc timestamp without time zone,
    operation_type text,
    site_data jsonb,
    before jsonb,
    who text,
    email text,
    changed_through text,
    database_role text,
    batch jsonb
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  my_group uuid;
  i_am_admin boolean;
begin
  select g.site_group_uuid, g.is_admin into my_group, i_am_admin from site_groups g
  where g.site_group_uuid = app.group_uuid();
  if my_group is null
    or not (i_am_admin and app.only_sites() is null or of_site = any(app.visible_sites()))
  then return; end if;
  return query
    with changes as (
      select h.site_history_uuid, h.created_utc, h.operation_type, h.site_data,
        lag(h.site_data) over (order by h.created_utc nulls first,
          (h.site_data ->> 'version')::integer nulls first, h.operation_type = 'DELETE') as before,
        h.changed_by_group as by_group, h.changed_by_email::text as by_email, h.changed_through,
        h.database_role, null::jsonb as batch
      from sites_history h
      where h.site_uuid = of_site),
    sent as (
      select b.*, s.changed_utc, jsonb_build_object('batch_id', b.batch_id, 'kind', b.kind,
        'inserted', s.inserted, 'replaced', s.replaced, 'deleted', s.deleted, 'runs', s.runs,
        'start_utc', (to_jsonb(s.first_utc) #>> '{}') || 'Z',
        'end_utc', (to_jsonb(s.last_utc) #>> '{}') || 'Z') as batch
      from app.batch_sites s join app.batches b using (batch_id)
      where s.site_uuid = of_site),
    entries as (
      select * from changes
      union all
      select null, changed_utc, 'BATCH', null, null, site_group_uuid, actor, door, null, batch
      from sent
      union all
      select null, undone_utc, 'UNDO', null, null, undone_by_group, undone_by, null, null, batch
      from sent where undone_utc is not null)
    select e.site_history_uuid, e.created_utc, e.operation_type, e.site_data, e.before,
      case when e.by_email is null then null
        when e.by_group = my_group then 'own'
        when exists (select 1 from site_groups g
          where g.site_group_uuid = e.by_group and g.is_admin) then 'admin'
        else 'other' end,
      case when i_am_admin or e.by_group = my_group then e.by_email end,
      e.changed_through, e.database_role, e.batch
    from entries e
    order by e.created_utc desc nulls last,
      (e.site_data ->> 'version')::integer desc nulls last, e.operation_type <> 'DELETE';
end
$function$;

create or replace function app.only_sites()
  returns uuid[]
  language sql
  stable
  parallel safe
  AS $function$
select nullif(current_setting('app.only_sites', true), '')::uuid[]
$function$;

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

create or replace function app.visible_sites()
  returns uuid[]
  language sql
  stable
  parallel safe
  security definer
  cost 100000
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
select case when current_setting('app.sees_all_sites', true) = 'on'
  then array(select site_uuid from sites
    where coalesce(site_uuid = any((select app.only_sites())::uuid[]), true))
  else array(select site_uuid from site_group_sites
    where site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid
      and coalesce(site_uuid = any((select app.only_sites())::uuid[]), true)) end
$function$;

comment on column app.api_tokens.only_generation is 'True: the token writes generation, and may do nothing else.';

comment on column app.api_tokens.site_uuids is 'The only sites that the token sees and writes, of those of its user. NULL: all of them. No foreign key: a site that was deleted is seen by nobody.';

comment on column app.sessions.password_utc is 'When the user last gave the password in this session: at sign-in, or when it was asked for again.';

comment on function app.only_sites() is 'Returns the only sites that the scope''s API token sees; NULL for a scope without such a limit. Caller: app.visible_sites; definer functions. Lock: none.';

comment on function app.scope(uuid, uuid, text, uuid[]) is 'Opens a scope for the current transaction: sets the group, whether it is an admin group and sees all sites, the user, how the change came, and the only sites that a limited API token sees, which policies, definer functions and the history of sites read. NULL sets nothing. Caller: db/scope.ts, first in every transaction of the request pool; jobs. Lock: none.';

comment on function app.visible_sites() is 'Returns the UUIDs of the sites of the scope''s group, of all sites for an admin group, whatever its links say, or those of them that a limited API token names; empty without a scope. Runs as the owner, since the policy of site_group_sites would otherwise be evaluated inside every other policy. Caller: every policy by site; definer functions. Lock: none.';

revoke all on function app.only_sites() from public;

revoke all on function app.scope(uuid, uuid, text, uuid[]) from public;

grant execute
  on function app.scope(uuid, uuid, text, uuid[])
  to sitecast_admin, sitecast_app;
