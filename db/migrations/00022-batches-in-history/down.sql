set local check_function_bodies = off;

drop function app.drop_old_batches(timestamp without time zone);

drop function app.history_of_site(uuid);

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
    database_role text
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
    select h.site_history_uuid, h.created_utc, h.operation_type, h.site_data,
      lag(h.site_data) over (order by h.created_utc nulls first,
        (h.site_data ->> 'version')::integer nulls first, h.operation_type = 'DELETE'),
      case when h.changed_by_email is null then null
        when h.changed_by_group = my_group then 'own'
        when exists (select 1 from site_groups g
          where g.site_group_uuid = h.changed_by_group and g.is_admin) then 'admin'
        else 'other' end,
      case when i_am_admin or h.changed_by_group = my_group
        then h.changed_by_email::text end,
      h.changed_through, h.database_role
    from sites_history h
    where h.site_uuid = of_site
    order by h.created_utc desc nulls last,
      (h.site_data ->> 'version')::integer desc nulls last, h.operation_type <> 'DELETE';
end
$function$;

comment on function app.history_of_site(uuid) is 'Returns the changes of a site, newest first, each with the row before it. Of another group''s people a member learns no more than what they are: own, admin, other; NULL: nobody was named. Admins also read the history of a deleted site. Caller: web roles (sql/sites/site_history.ts). Lock: none.';

revoke all on function app.history_of_site(uuid) from public;

grant execute on function app.history_of_site(uuid) to sitecast_admin, sitecast_app;
