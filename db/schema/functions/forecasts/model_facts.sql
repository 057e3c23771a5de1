create function app.model_facts(of_sites uuid[], now_utc timestamp)
returns table (site_uuid uuid, model_name text, newest_utc timestamp, median_interval interval,
  runs_in_week integer, is_fresh boolean)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    with issue as (
      select r.site_uuid, m.name::text as model_name, r.timestamp_utc
      from app.model_runs r left join ml_model m on m.model_uuid = r.ml_model_uuid
      where r.site_uuid = any(of_sites) and r.timestamp_utc <= now_utc + interval '15 min'
      group by 1, 2, 3),
    ranked as (
      select *, row_number() over w as nth, timestamp_utc - lead(timestamp_utc) over w as gap
      from issue window w as (partition by site_uuid, model_name order by timestamp_utc desc)),
    fact as (
      select site_uuid, model_name, max(timestamp_utc) as newest,
        percentile_cont(0.5) within group (order by gap) filter (where nth < 20) as median,
        (count(*) filter (where timestamp_utc > now_utc - interval '7 days'))::integer as runs
      from ranked group by 1, 2)
    select site_uuid, model_name, newest, median, runs, now_utc - newest
      <= least(greatest(1.5 * median, interval '6 h'), interval '36 h')
    from fact;
end
$$;

comment on function app.model_facts(uuid[], timestamp) is
  'Returns for each of these sites and each model with runs: its newest issue time, the median '
  'interval of its last 20 runs (NULL with one run), its runs in 7 days, and whether it is fresh '
  'at now_utc: its newest run is at most 1.5 times that interval old, at least 6 and at most 36 '
  'hours. A model is its name; runs of one issue time count once. Caller: app.ruled_models, '
  'app.models_of_site. Lock: none.';
