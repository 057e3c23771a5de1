create function app.store_logger_generation(of_site uuid, of_logger uuid, from_utc timestamp,
  to_utc timestamp, starts timestamp[], ends timestamp[], powers double precision[],
  keeps boolean)
returns table (inserted integer, replaced integer, deleted integer, conflicting integer)
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  every integer;
  plan record;
  batch bigint;
begin
  perform app.lock_generation(array[of_site]);
  select s.measured_every_minutes into every from sites s where s.site_uuid = of_site;

  with wanted as materialized (
    select n::integer, first, last, app.period_end(first, last, every) as lasts_utc, kw
    from unnest(starts, ends, powers) with ordinality w (first, last, kw, n)),
  stored as materialized (
    select g.generation_uuid as uuid, g.start_utc as first, g.end_utc as last,
      app.period_end(g.start_utc, g.end_utc, every) as lasts_utc, g.generation_power_kw as kw,
      coalesce(b.door = 'logger' and g.generation_power_kw = g.batch_power_kw, false) as is_own
    from generation g left join app.batches b using (batch_id)
    where g.site_uuid = of_site and g.start_utc >= from_utc - interval '1 day'
      and g.start_utc < to_utc),
  judged as materialized (
    select w.*, exists (select 1 from stored s
      where not s.is_own and s.first < w.lasts_utc and s.lasts_utc > w.first) as is_blocked
    from wanted w),
  -- Rows of loggers: what is wanted now of the same period, if anything is.
  own as (
    select s.uuid, s.first, s.last, s.kw, j.n, j.kw as new_kw
    from stored s left join judged j on j.first = s.first and j.last = s.last
      and not j.is_blocked
    where s.is_own and s.first >= from_utc
      and (not keeps or exists (select 1 from judged o
        where not o.is_blocked and o.first < s.lasts_utc and o.lasts_utc > s.first)))
  select
    array(select n from judged where is_blocked order by n) as blocked,
    array(select j.n from judged j where not j.is_blocked
      and j.n <> all(array(select n from own where n is not null)) order by j.n) as new_rows,
    array(select uuid from own where n is null) as gone,
    array(select first from own where n is null order by uuid) as gone_starts,
    array(select uuid from own where kw <> new_kw order by first) as other,
    array(select n from own where kw <> new_kw order by first) as other_numbers
  into plan;

  delete from app.logger_conflicts c
  where c.site_uuid = of_site and c.start_utc >= from_utc and c.start_utc < to_utc;
  insert into app.logger_conflicts (site_uuid, start_utc, end_utc, power_kw)
  select of_site, starts[n], ends[n], powers[n] from unnest(plan.blocked) n;

  inserted := 0;
  replaced := cardinality(plan.other);
  deleted := cardinality(plan.gone);
  conflicting := cardinality(plan.blocked);
  if deleted > 0 then
    delete from generation g where g.generation_uuid = any(plan.gone) and g.site_uuid = of_site;
  end if;
  if replaced + cardinality(plan.new_rows) > 0 then
    batch := app.batch_of_logger(of_logger);
    update generation g set generation_power_kw = powers[n], batch_power_kw = powers[n],
      batch_id = batch, created_utc = now() at time zone 'utc'
    from unnest(plan.other, plan.other_numbers) o (uuid, n)
    where g.generation_uuid = o.uuid and g.site_uuid = of_site;
    inserted := app.insert_generation(array_fill(of_site, array[cardinality(starts)]), starts, ends,
      powers, plan.new_rows, batch);
    perform app.count_batch(batch, array_agg(of_site), array_agg(first), array_agg(last),
      array_agg(effect), row_counts => array_agg(row_count))
    from (select effect, min(starts[n]), max(ends[n]), count(*)::integer
      from (select n, 'inserted' from unnest(plan.new_rows) n
        union all select n, 'replaced' from unnest(plan.other_numbers) n) r (n, effect)
      group by 1) r (effect, first, last, row_count);
  end if;
  return next;
end
$$;

comment on function app.store_logger_generation(uuid, uuid, timestamp, timestamp, timestamp[],
  timestamp[], double precision[], boolean) is
  'Makes the generation of a site that loggers brought, of periods that start in [from_utc, to_utc), '
  'equal to these periods, which are added to the batch of a logger: what is not among them is '
  'deleted (keeps: only where one of them overlaps it), another power replaced, and nothing of it is '
  'kept, as it can be counted again from the readings. A measurement that came another way, or was '
  'changed in SQL, stays, and what overlaps it is listed in app.logger_conflicts instead of being '
  'written. Returns how many rows were inserted, replaced, deleted, and are in conflict. Caller: the '
  'owner (sql/loggers/generation.ts). Lock: app.lock_generation, the rows written, rows of '
  'app.logger_conflicts, app.logger_batches and app.batch_sites.';
