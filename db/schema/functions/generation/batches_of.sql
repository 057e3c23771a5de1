create function app.batches_of(of_site uuid default null, of_batch bigint default null,
  older_than bigint default null, at_most integer default 100)
returns table (batch_id bigint, created_utc timestamp, changed_utc timestamp, door text,
  kind text, actor text, is_own boolean, inserted bigint, replaced bigint, deleted bigint,
  runs bigint, first_utc timestamp, last_utc timestamp, undone_utc timestamp, undone_by text,
  undone_rows integer, sites jsonb, undo jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  is_admin boolean := coalesce(current_setting('app.sees_all_sites', true), '') = 'on';
begin
  return query
    select b.batch_id, b.created_utc, max(s.changed_utc), b.door, b.kind, b.actor,
      coalesce(b.site_group_uuid = app.group_uuid(), false), sum(s.inserted), sum(s.replaced),
      sum(s.deleted), sum(s.runs), min(s.first_utc), max(s.last_utc), b.undone_utc,
      case when is_admin or b.undone_by_group = app.group_uuid() then b.undone_by
        when b.undone_by is not null then 'an administrator' end,
      b.undone_rows,
      jsonb_agg(jsonb_build_object('site_uuid', s.site_uuid, 'inserted', s.inserted,
        'replaced', s.replaced, 'deleted', s.deleted, 'runs', s.runs,
        'start_utc', (to_jsonb(s.first_utc) #>> '{}') || 'Z',
        'end_utc', (to_jsonb(s.last_utc) #>> '{}') || 'Z') order by s.site_uuid),
      (select jsonb_build_object(
          'state', case when o.ended_utc is null then 'undoing' else 'undone' end,
          'removed', o.removed, 'restored', o.restored, 'changed', o.changed, 'changes', o.changes)
        from app.batch_undos o
        where o.batch_id = b.batch_id and o.sites <@ (select app.visible_sites())::uuid[])
    from app.batches b join app.batch_sites s using (batch_id)
    where (is_admin or b.site_group_uuid = app.group_uuid())
      and s.site_uuid = any((select app.visible_sites())::uuid[])
      and (of_site is null or s.site_uuid = of_site)
      and (of_batch is null or b.batch_id = of_batch)
      and (older_than is null or b.batch_id < older_than)
    group by b.batch_id
    order by b.batch_id desc limit at_most;
end
$$;

comment on function app.batches_of(uuid, bigint, bigint, integer) is
  'Returns batches of the scope''s group, of all groups to admins, newest first, with what they '
  'did at the sites that the scope sees: of one site, one batch, or older than a batch. A member '
  'does not learn which administrator undid a batch. Caller: web roles '
  '(sql/generation/batches.ts). Lock: none.';
grant execute on function app.batches_of(uuid, bigint, bigint, integer)
  to sitecast_app, sitecast_admin;
