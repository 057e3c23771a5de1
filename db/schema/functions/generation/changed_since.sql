create function app.changed_since(of_batch bigint, sites uuid[])
returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('site_uuid', site_uuid,
      'start_utc', (to_jsonb(start_utc) #>> '{}') || 'Z',
      'end_utc', (to_jsonb(end_utc) #>> '{}') || 'Z', 'reason', reason)
      order by site_uuid, start_utc, end_utc), '[]')
    from (
      select distinct on (site_uuid, start_utc, end_utc) * from (
        select r.site_uuid, r.start_utc, r.end_utc,
          case when r.is_deleted then 'deleted since' else 'replaced since' end
        from app.replaced_generation r
        where r.old_batch_id = of_batch and r.site_uuid = any(sites)
        union all
        select site_uuid, start_utc, end_utc, 'changed in SQL since' from generation
        where batch_id = of_batch and site_uuid = any(sites)
        union all
        select site_uuid, start_utc, end_utc, case when is_deleted
          then 'something newer is stored for this time' else 'changed in SQL since' end
        from app.replaced_generation where batch_id = of_batch and site_uuid = any(sites)) c
          (site_uuid, start_utc, end_utc, reason)
      order by site_uuid, start_utc, end_utc, reason) c);
end
$$;

comment on function app.changed_since(bigint, uuid[]) is
  'Returns what of a batch has changed since and cannot be undone: [{site_uuid, start_utc, '
  'end_utc, reason}], by site and time. Caller: app.undo_batch, after it has undone the rest. '
  'Lock: none.';
