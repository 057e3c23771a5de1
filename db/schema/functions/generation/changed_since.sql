create function app.changed_since(of_batch bigint, sites uuid[], from_utc timestamp,
  to_utc timestamp)
returns table (changed integer, changes jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    with stays as materialized (
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
      where start_utc >= from_utc and start_utc < to_utc
      order by site_uuid, start_utc, end_utc, reason)
    select (select count(*)::integer from stays),
      coalesce(jsonb_agg(jsonb_build_object('site_uuid', site_uuid,
        'start_utc', (to_jsonb(start_utc) #>> '{}') || 'Z',
        'end_utc', (to_jsonb(end_utc) #>> '{}') || 'Z', 'reason', reason)
        order by site_uuid, start_utc, end_utc), '[]')
    from (select * from stays order by site_uuid, start_utc, end_utc limit 100) c;
end
$$;

comment on function app.changed_since(bigint, uuid[], timestamp, timestamp) is
  'Returns how much of a batch that starts in [from_utc, to_utc) has changed since and cannot be '
  'undone, and the first 100 of it, by site and time: [{site_uuid, start_utc, end_utc, reason}]. '
  'Caller: app.undo_at_once, app.undo_span, after the rest is undone. Lock: none.';
