create function app.undo_runs(of_batch bigint, sites uuid[], of_runs uuid[])
returns table (removed integer, changed integer, changes jsonb)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  ours record;
  unchanged uuid[];
begin
  select array_agg(r.forecast_uuid) as runs, array_agg(r.value_count) as counts into ours
  from app.run_batches r where r.batch_id = of_batch and r.site_uuid = any(undo_runs.sites)
    and (of_runs is null or r.forecast_uuid = any(of_runs));
  if ours.runs is null then
    return query select 0, 0, '[]'::jsonb;
    return;
  end if;
  unchanged := array(
    select r from unnest(ours.runs, ours.counts) o (r, n)
    left join (select v.forecast_uuid, count(*) from forecast_values v
      where v.forecast_uuid = any(ours.runs) group by 1) v (r, n) using (r)
    where coalesce(v.n, 0) <= o.n order by r);
  select d.removed into removed from app.delete_runs(sites, unchanged) d;
  changed := cardinality(ours.runs) - cardinality(unchanged);
  select coalesce(jsonb_agg(jsonb_build_object('site_uuid', r.site_uuid,
      'forecast_uuid', r.forecast_uuid, 'reason', 'values were added in SQL since')), '[]')
    into changes
  from (select * from app.run_batches r where r.forecast_uuid = any(ours.runs) limit 100) r;
  return next;
end
$$;

comment on function app.undo_runs(bigint, uuid[], uuid[]) is
  'Deletes the runs of these sites that a batch brought (all of them, or those of of_runs), but '
  'those that got more values since. Returns how many went, how many stay, and the first 100 of '
  'these: [{site_uuid, forecast_uuid, reason}]. Caller: app.undo_at_once, app.undo_next_runs. '
  'Lock: as app.delete_runs.';
