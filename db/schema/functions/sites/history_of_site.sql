create function app.history_of_site(of_site uuid)
returns table (site_history_uuid uuid, created_utc timestamp, operation_type text,
  site_data jsonb, before jsonb, who text, email text, changed_through text, database_role text,
  batch jsonb, outage jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
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
        h.database_role, null::jsonb as batch,
        null::jsonb as outage
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
      select null, changed_utc, 'BATCH', null, null, site_group_uuid, actor, door, null, batch,
        null
      from sent
      union all
      select null, undone_utc, 'UNDO', null, null, undone_by_group, undone_by, null, null, batch,
        null
      from sent where undone_utc is not null
      union all
      select null, o.created_utc, 'OUTAGE', null, null, o.changed_by_group, o.changed_by_email,
        o.changed_through, o.database_role, null,
        jsonb_build_object('outage_uuid', o.outage_uuid, 'operation', o.operation,
          'kind', o.kind, 'start_utc', (to_jsonb(o.start_utc) #>> '{}') || 'Z',
          'end_utc', (to_jsonb(o.end_utc) #>> '{}') || 'Z')
      from app.outage_changes o where o.site_uuid = of_site)
    select e.site_history_uuid, e.created_utc, e.operation_type, e.site_data, e.before,
      case when e.by_email is null then null
        when e.by_group = my_group then 'own'
        when exists (select 1 from site_groups g
          where g.site_group_uuid = e.by_group and g.is_admin) then 'admin'
        else 'other' end,
      case when i_am_admin or e.by_group = my_group then e.by_email end,
      e.changed_through, e.database_role, e.batch, e.outage
    from entries e
    order by e.created_utc desc nulls last,
      (e.site_data ->> 'version')::integer desc nulls last, e.operation_type <> 'DELETE';
end
$$;

comment on function app.history_of_site(uuid) is
  'Returns the changes of a site, newest first, each with the row before it, and among them what '
  'was sent for it (BATCH, with its numbers), what was undone (UNDO), and outages that were '
  'marked (OUTAGE). Of another '
  'group''s people a member learns no more than what they are: own, admin, other; NULL: nobody '
  'was named. Admins also read the history of a deleted site. Caller: web roles '
  '(sql/sites/site_history.ts). Lock: none.';
grant execute on function app.history_of_site(uuid) to sitecast_app, sitecast_admin;
