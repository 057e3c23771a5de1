create function app.put_back(of_batch bigint, sites uuid[], from_utc timestamp,
  to_utc timestamp)
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  spans record;
  put integer;
begin
  select array_agg(s) as sites, array_agg(first) as firsts, array_agg(last) as lasts into spans
  from (select r.site_uuid, min(r.start_utc), max(r.end_utc) from app.replaced_generation r
    where r.batch_id = of_batch and r.site_uuid = any(put_back.sites) and r.is_deleted
      and r.start_utc >= from_utc and r.start_utc < to_utc
    group by 1) o (s, first, last);
  if spans.sites is null then return 0; end if;
  with old as materialized (
    select r.*, app.period_end(r.start_utc, r.end_utc, s.measured_every_minutes) as lasts_utc
    from app.replaced_generation r join public.sites s using (site_uuid)
    where r.batch_id = of_batch and r.site_uuid = any(spans.sites) and r.is_deleted
      and r.start_utc >= from_utc and r.start_utc < to_utc),
  -- What was there beside it before may overlap it: other writers store what they like.
  newer as (
    select site_uuid, start_utc, end_utc, lasts_utc, true as is_newer
    from app.stored_near(spans.sites, spans.firsts, spans.lasts)
    where (created_utc >= (select min(kept_utc) from old)) is not false),
  around as (
    select r.*, coalesce(max(lasts_utc) filter (where is_newer) over earlier > start_utc, false)
        or coalesce(min(start_utc) filter (where is_newer) over later < lasts_utc, false)
        or bool_or(is_newer) over (partition by site_uuid, start_utc) as overlaps
    from (select site_uuid, start_utc, end_utc, lasts_utc, false as is_newer from old
      union all select * from newer) r
    window earlier as (partition by site_uuid order by start_utc
        groups between unbounded preceding and 1 preceding),
      later as (partition by site_uuid order by start_utc desc
        groups between unbounded preceding and 1 preceding)),
  made as (
    insert into generation (generation_uuid, created_utc, site_uuid, generation_power_kw,
      start_utc, end_utc, batch_id, batch_power_kw)
    select old.generation_uuid, old.created_utc, old.site_uuid, old.generation_power_kw,
      old.start_utc, old.end_utc, old.old_batch_id, old.old_batch_power_kw
    from around join old using (site_uuid, start_utc, end_utc)
    where not around.is_newer and not around.overlaps
    order by site_uuid, start_utc, end_utc
    on conflict do nothing
    returning site_uuid, start_utc, end_utc)
  delete from app.replaced_generation r using made
  where r.batch_id = of_batch and r.site_uuid = made.site_uuid and r.start_utc = made.start_utc
    and r.end_utc = made.end_utc;
  get diagnostics put = row_count;
  return put;
end
$$;

comment on function app.put_back(bigint, uuid[], timestamp, timestamp) is
  'Puts back the measurements that a batch deleted at these sites and that start in [from_utc, '
  'to_utc), but those whose time something newer overlaps, and returns how many. Caller: '
  'app.undo_at_once, app.undo_span, after app.lock_generation. Lock: the rows inserted.';
