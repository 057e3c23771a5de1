create function app.count_batch(batch bigint, sites uuid[], starts timestamp[], ends timestamp[],
  effects text[], value_counts integer[] default null, row_counts integer[] default null)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into app.batch_sites as b (batch_id, site_uuid, inserted, replaced, deleted, runs,
    first_utc, last_utc, changed_utc)
  select batch, s, coalesce(sum(coalesce(n, r, 1)) filter (where effect = 'inserted'), 0),
    coalesce(sum(coalesce(r, 1)) filter (where effect = 'replaced'), 0),
    coalesce(sum(coalesce(n, r, 1)) filter (where effect = 'deleted'), 0), count(n),
    min(first), max(last), now() at time zone 'utc'
  from unnest(sites, starts, ends, effects, value_counts, row_counts)
    sent (s, first, last, effect, n, r)
  group by s order by s
  on conflict (batch_id, site_uuid) do update set inserted = b.inserted + excluded.inserted,
    replaced = b.replaced + excluded.replaced, deleted = b.deleted + excluded.deleted,
    runs = b.runs + excluded.runs, first_utc = least(b.first_utc, excluded.first_utc),
    last_utc = greatest(b.last_utc, excluded.last_utc), changed_utc = excluded.changed_utc;
end
$$;

comment on function app.count_batch(bigint, uuid[], timestamp[], timestamp[], text[], integer[],
  integer[]) is
  'Adds rows to the numbers of a batch. effects: inserted, replaced or deleted. With '
  'value_counts each row is a run with so many values, with row_counts each stands for so many '
  'measurements between the times. Caller: functions that store or take '
  'away, after they have written. Lock: rows of app.batch_sites in the order of sites.';
