set local check_function_bodies = off;

drop function app.only_sites();

drop function app.scope(uuid, uuid, text, uuid[]);

-- Loses data.
alter table app.api_tokens
  drop column only_generation;

-- Loses data.
alter table app.api_tokens
  drop column site_uuids;

-- Loses data.
alter table app.sessions
  drop column password_utc;

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
  if my_group is null or not (i_am_admin or of_site = any(app.visible_sites())) then return; end if;
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

create or replace function app.scope (
  group_uuid uuid,
  user_uuid uuid,
  through text default null::text
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
  then array(select site_uuid from sites)
  else array(select site_uuid from site_group_sites
    where site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid) end
$function$;

comment on function app.scope(uuid, uuid, text) is 'Opens a scope for the current transaction: sets the group, whether it is an admin group and sees all sites, the user, and how the change came, which policies, definer functions and the history of sites read. NULL sets nothing. Caller: db/scope.ts, first in every transaction of the request pool; jobs. Lock: none.';

comment on function app.visible_sites() is 'Returns the UUIDs of the sites of the scope''s group, of all sites for an admin group, whatever its links say; empty without a scope. Runs as the owner, since the policy of site_group_sites would otherwise be evaluated inside every other policy. Caller: every policy by site; definer functions. Lock: none.';

revoke all on function app.scope(uuid, uuid, text) from public;

grant execute on function app.scope(uuid, uuid, text) to sitecast_admin, sitecast_app;
