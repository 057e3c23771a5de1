set local check_function_bodies = off;

drop function
  app.write_runs(bigint[], uuid[], timestamp without time zone[], text[], uuid[], bigint[],
  bigint[],
  bigint[],
  timestamp without time zone[],
  timestamp without time zone[], double precision[], integer[], jsonb[], bigint);

create unlogged table app.staged_runs (
  site_group_uuid uuid not null,
  upload_uuid uuid not null,
  piece_number integer not null,
  run_sites uuid[] not null,
  run_times timestamp without time zone[] not null,
  run_versions text[] not null,
  run_models text[] not null,
  run_model_versions text[] not null,
  runs integer[] not null,
  lines integer[] not null,
  line_rows integer[] not null,
  starts timestamp without time zone[] not null,
  ends timestamp without time zone[] not null,
  powers double precision[] not null,
  horizons integer[] not null,
  quantiles jsonb[] not null,
  created_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  constraint staged_runs_pkey primary key (upload_uuid, piece_number)
);

alter table app.staged_runs
  enable row level security;

create or replace function app.contradicting_values (
  of_upload uuid
)
  returns table (
    line integer,
    line_row integer,
    first_line integer,
    first_line_row integer,
    site_uuid uuid,
    start_utc timestamp without time zone
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  return query
    select c.line, c.line_row, c.one_line, c.one_row, c.site, c.first
    from (select m.site_uuid as site, v.*, first_value(v.line) over target as one_line,
        first_value(v.line_row) over target as one_row, first_value(v.kw) over target as one_kw,
        first_value(v.last) over target as one_last,
        first_value(v.quantiles) over target as one_quantiles
      from app.staged_runs p
      cross join unnest(p.runs, p.lines, p.line_rows, p.starts, p.ends, p.powers, p.quantiles)
        v (place, line, line_row, first, last, kw, quantiles)
      join app.runs_of_upload(of_upload) m on m.piece_number = p.piece_number
        and m.place = v.place
      where p.upload_uuid = of_upload and p.site_group_uuid = app.group_uuid()
      window target as (partition by m.run, v.first order by v.line, v.line_row)) c
    where (c.kw, c.last, c.quantiles) is distinct from (c.one_kw, c.one_last, c.one_quantiles)
    order by c.line, c.line_row;
end
$function$;

create or replace function app.drop_forecast_upload (
  of_upload uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  delete from app.staged_runs
  where upload_uuid = of_upload and site_group_uuid = app.group_uuid();
end
$function$;

create or replace function app.lock_generation (
  sites uuid[]
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'pg_temp'
  AS $function$
declare
  buckets integer[];
  numbers integer[];
begin
  select array_agg(distinct abs(hash::bigint % 64)::integer), array_agg(distinct hash)
  into buckets, numbers
  from (select distinct hashtext(site_uuid::text) from unnest(sites) site_uuid) r (hash);
  -- Few sites: each by itself, so that a long transaction holds up no other site.
  if cardinality(numbers) <= 200 then
    perform pg_advisory_xact_lock_shared(hashtext('app.generation'), bucket)
    from (select unnest(buckets) order by 1) b (bucket);
    perform pg_advisory_xact_lock(hashtext('app.generation of a site'), number)
    from (select unnest(numbers) order by 1) n (number);
  else
    perform pg_advisory_xact_lock(hashtext('app.generation'), bucket)
    from (select unnest(buckets) order by 1) b (bucket);
  end if;
end
$function$;

create or replace function app.move_runs (
  of_upload uuid,
  is_in_order boolean
)
  returns table (
    inserted integer,
    unchanged integer,
    conflicting integer,
    first_line bigint,
    first_line_row bigint
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  places record;
  runs record;
  sent record;
begin
  select array_agg(piece_number) as pieces, array_agg(place) as places, array_agg(run) as runs
  into places from app.runs_of_upload(of_upload);
  with made as (select distinct run, site_uuid, timestamp_utc, forecast_version, model_name,
      model_version from app.runs_of_upload(of_upload)),
  model as materialized (
    select model_name, model_version, app.find_or_make_model(model_name, model_version) as uuid
    from (select distinct model_name, model_version from made order by 1, 2) m)
  select array_agg(run) as ids, array_agg(site_uuid) as sites, array_agg(timestamp_utc) as times,
    array_agg(forecast_version) as versions, array_agg(model.uuid) as models
  into runs from made join model on model.model_name = made.model_name
    and model.model_version is not distinct from made.model_version;
  if exists (select 1 from unnest(runs.sites) s (site_uuid)
      where site_uuid <> all (app.visible_sites())) then
    raise 'A site of this upload no longer belongs to your group. Nothing was stored.'
      using errcode = 'SC409';
  end if;

  -- Pieces follow each other, and so do the values of each.
  select array_agg(m.run) as runs, array_agg(v.line::bigint) as lines,
    array_agg(v.line_row::bigint) as line_rows, array_agg(v.first) as starts,
    array_agg(v.last) as ends, array_agg(v.kw) as powers, array_agg(v.horizon) as horizons,
    array_agg(v.quantiles) as quantiles
  into sent
  from (select * from app.staged_runs
      where upload_uuid = of_upload and site_group_uuid = app.group_uuid()
      order by piece_number) p
  cross join unnest(p.runs, p.lines, p.line_rows, p.starts, p.ends, p.powers, p.horizons,
    p.quantiles) v (place, line, line_row, first, last, kw, horizon, quantiles)
  join unnest(places.pieces, places.places, places.runs) m (piece_number, place, run)
    on m.piece_number = p.piece_number and m.place = v.place
  where is_in_order or (v.line, v.line_row) not in
    (select c.line, c.line_row from app.contradicting_values(of_upload) c);

  select w.inserted, w.unchanged, w.conflicting, w.first_conflict[1], w.first_conflict[2]
  into inserted, unchanged, conflicting, first_line, first_line_row
  from app.write_runs(coalesce(runs.ids, '{}'), coalesce(runs.sites, '{}'),
    coalesce(runs.times, '{}'), coalesce(runs.versions, '{}'), coalesce(runs.models, '{}'),
    coalesce(sent.lines, '{}'), coalesce(sent.runs, '{}'), coalesce(sent.line_rows, '{}'),
    coalesce(sent.starts, '{}'), coalesce(sent.ends, '{}'), coalesce(sent.powers, '{}'),
    coalesce(sent.horizons, '{}'), coalesce(sent.quantiles, '{}'),
    are_distinct => is_in_order) w;
  perform app.drop_forecast_upload(of_upload);
  return next;
end
$function$;

create or replace function app.runs_of_upload (
  of_upload uuid
)
  returns table (
    piece_number integer,
    place bigint,
    run bigint,
    site_uuid uuid,
    timestamp_utc timestamp without time zone,
    forecast_version text,
    model_name text,
    model_version text
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  return query
    select p.piece_number, r.place, dense_rank() over (order by r.site, r.made, r.version, r.model,
      r.model_version), r.site, r.made, r.version, r.model, r.model_version
    from app.staged_runs p, unnest(p.run_sites, p.run_times, p.run_versions, p.run_models,
      p.run_model_versions) with ordinality r (site, made, version, model, model_version, place)
    where p.upload_uuid = of_upload and p.site_group_uuid = app.group_uuid();
end
$function$;

create or replace function app.stage_runs (
  of_upload uuid,
  number integer,
  run_sites uuid[],
  run_us bigint[],
  run_versions text[],
  run_models text[],
  run_model_versions text[],
  runs integer[],
  lines integer[],
  line_rows integer[],
  start_us bigint[],
  end_us bigint[],
  powers double precision[],
  horizons integer[],
  quantiles jsonb[]
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  insert into app.staged_runs (site_group_uuid, upload_uuid, piece_number, run_sites, run_times,
    run_versions, run_models, run_model_versions, runs, lines, line_rows, starts, ends, powers,
    horizons, quantiles)
  values (app.group_uuid(), of_upload, number, run_sites, app.times_of(run_us), run_versions,
    run_models, run_model_versions, runs, lines, line_rows, app.times_of(start_us),
    app.times_of(end_us), powers, horizons, quantiles);
end
$function$;

create or replace function app.write_runs (
  run_ids bigint[],
  run_sites uuid[],
  run_times timestamp without time zone[],
  run_versions text[],
  run_models uuid[],
  of_places bigint[],
  of_runs bigint[],
  of_rows bigint[],
  starts timestamp without time zone[],
  ends timestamp without time zone[],
  powers double precision[],
  horizons integer[],
  quantiles jsonb[],
  into_batch bigint default null::bigint,
  are_distinct boolean default false
)
  returns table (
    inserted integer,
    unchanged integer,
    conflicting integer,
    first_conflict bigint[],
    contradicting bigint[],
    batch_id bigint
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  batch bigint := into_batch;
  -- Keys that differ in their last digits alone are added to one place of the index.
  key text := gen_random_uuid();
  judged record;
  brought record;
begin
  -- One after the other for each site, in the order of sites: the same run sent twice at once is
  -- stored once. No run that is there is locked after this, which could wait for its deleter.
  perform app.touch_sites(run_sites);
  if are_distinct and not exists (
      select 1 from unnest(run_sites, run_times, run_versions) r (site_uuid, made, version)
      join forecasts f on f.site_uuid = r.site_uuid and f.timestamp_utc = r.made
        and f.forecast_version = r.version
      where f.site_uuid = any(run_sites)) then
    -- All is new. Comparing it would take a third as long as storing it.
    select null::bigint[] as fresh, cardinality(starts)::bigint as inserted,
      0::bigint as conflicting, cardinality(starts)::bigint as sent,
      null::bigint[] as contradicting,
      null::bigint[] as first_conflict into judged;
  else
    select array_agg(at) filter (where is_fresh) as fresh,
      count(*) filter (where is_fresh) as inserted,
      count(*) filter (where contradicts and not is_same) as conflicting, count(*) as sent,
      array_agg(at) filter (where contradicts and not is_same) as contradicting,
      min(array[of_places[at], of_rows[at]]) filter (where is_known and not is_same)
        as first_conflict
    into judged
    from app.judge_runs(run_ids, run_sites, run_times, run_versions, run_models, of_places,
      of_runs, of_rows, starts, ends, powers, quantiles);
  end if;

  if judged.inserted > 0 then
    -- Planned anew each time: the number of values decides how they are joined with their runs.
    execute format($q$
      with fresh as materialized (
        select v.* from unnest($1, $2, $3, $4, $5, $6) with ordinality
          v (run, start_utc, end_utc, kw, horizon, quantiles, at) %s),
      made_run as materialized (
        select gen_random_uuid() as forecast_uuid, r.* from unnest($8, $9, $10, $11, $12)
          r (run, site_uuid, timestamp_utc, forecast_version, ml_model_uuid)
        where run in (select run from fresh)),
      made as (
        insert into forecasts (forecast_uuid, site_uuid, timestamp_utc, forecast_version)
        select forecast_uuid, site_uuid, timestamp_utc, forecast_version from made_run),
      stored as (
        insert into forecast_values (forecast_value_uuid, start_utc, end_utc, forecast_power_kw,
          horizon_minutes, probabilistic_values, forecast_uuid, ml_model_uuid)
        select overlay($13 placing lpad(to_hex(at), 12, '0') from 25)::uuid, start_utc, end_utc,
          kw, coalesce(horizon,
            floor(extract(epoch from start_utc - timestamp_utc) / 60)::integer),
          quantiles, forecast_uuid, ml_model_uuid
        from fresh join made_run using (run))
      select array_agg(forecast_uuid) as uuids, array_agg(site_uuid) as sites,
        array_agg(n) as counts, array_agg(first) as firsts, array_agg(last) as lasts
      from (select forecast_uuid, site_uuid, count(*)::integer, min(start_utc), max(end_utc)
        from fresh join made_run using (run) group by 1, 2) m
          (forecast_uuid, site_uuid, n, first, last)
    $q$, case when judged.fresh is not null then 'join unnest($7) f (at) using (at)' end)
    into brought using of_runs, starts, ends, powers, horizons, quantiles, judged.fresh,
      run_ids, run_sites, run_times, run_versions, run_models, key;
    batch := coalesce(batch, app.open_batch('forecasts', judged.inserted));
    insert into app.run_batches (forecast_uuid, batch_id, site_uuid, value_count)
    select r, batch, s, n from unnest(brought.uuids, brought.sites, brought.counts) b (r, s, n);
    perform app.count_batch(batch, brought.sites, brought.firsts, brought.lasts,
      array_fill('inserted'::text, array[cardinality(brought.uuids)]), brought.counts);
  end if;
  inserted := judged.inserted;
  conflicting := judged.conflicting;
  unchanged := judged.sent - judged.inserted - judged.conflicting;
  first_conflict := judged.first_conflict;
  contradicting := coalesce(judged.contradicting, '{}');
  batch_id := batch;
  return next;
end
$function$;

alter table app.staged_runs
  add constraint staged_runs_site_group_uuid_fkey foreign key (site_group_uuid)
    references public.site_groups(site_group_uuid) on delete cascade;

create index ix_staged_runs_created_utc on app.staged_runs using btree (created_utc);

create index ix_staged_runs_site_group_uuid on app.staged_runs using btree (site_group_uuid);

create policy by_group on app.staged_runs
  for all
  to sitecast_app
  using
    ((site_group_uuid = (NULLIF(current_setting('app.site_group_uuid'::text, true),
    ''::text))::uuid));

comment on column app.staged_runs.created_utc is 'When the piece arrived (UTC).';

comment on column app.staged_runs.ends is 'Of each value: end of the period, excluded (UTC).';

comment on column app.staged_runs.horizons is 'Of each value: minutes from the issue time, as they were sent. NULL: not sent.';

comment on column app.staged_runs.line_rows is 'Of each value: its place in a line that has a whole run, from 1; 0 for a line of its own.';

comment on column app.staged_runs.lines is 'Of each value: number of its line, from 1.';

comment on column app.staged_runs.piece_number is 'Place in the upload, from 0.';

comment on column app.staged_runs.powers is 'Of each value: mean power, in kW.';

comment on column app.staged_runs.quantiles is 'Of each value: quantiles in kW by name.';

comment on column app.staged_runs.run_model_versions is 'Of each run: the version of its model, or NULL.';

comment on column app.staged_runs.run_models is 'Of each run: the name of its model.';

comment on column app.staged_runs.run_sites is 'Of each run of which values are in this piece: its site.';

comment on column app.staged_runs.run_times is 'Of each run: its issue time (UTC).';

comment on column app.staged_runs.run_versions is 'Of each run: its version.';

comment on column app.staged_runs.runs is 'Of each value: place of its run in the piece, from 1.';

comment on column app.staged_runs.site_group_uuid is 'The group that sends the upload.';

comment on column app.staged_runs.starts is 'Of each value: target time (UTC).';

comment on column app.staged_runs.upload_uuid is 'The upload: the body of one request.';

comment on function app.contradicting_values(uuid) is 'Returns the places of the values of an upload of the scope''s group that differ from an earlier value of the same run and target time, with the place of that one, in order. Caller: web roles (sql/forecasts/uploads.ts), app.move_runs. Lock: none.';

comment on function app.drop_forecast_upload(uuid) is 'Forgets an upload of runs of the scope''s group that is not to be stored. Caller: web roles (sql/forecasts/uploads.ts), app.move_runs. Lock: the rows deleted.';

comment on function app.lock_generation(uuid[]) is 'Lets one transaction of the service at a time compare and write measurements of these sites, so that no two of them store periods that overlap. Other writers do not wait. Up to 200 sites are locked each by itself, more by the 64 parts that all sites are in: PostgreSQL has room for some thousand locks. Caller: functions that write generation in a scope, first. Lock: advisory, of the parts (shared by transactions of few sites), then of the sites, in their order, until the transaction ends.';

comment on function app.move_runs(uuid, boolean) is 'Stores an upload of the scope''s group as app.ingest_forecasts stores a request, all of it or nothing, makes models that there are not, and forgets the upload. Returns what became of the values, and line and row of the first that contradicts what is stored. Where the target times of a run are not in order, values that contradict an earlier one are left out. Throws SC409 when a site is no longer the scope''s. Caller: web roles (sql/forecasts/uploads.ts). Lock: as app.find_or_make_model and app.write_runs, until the transaction ends.';

comment on function app.runs_of_upload(uuid) is 'Returns the runs of an upload of the scope''s group by their places in its pieces, and numbers them: a run that is in several places has one number. Caller: app.contradicting_values, app.move_runs. Lock: none.';

comment on function
  app.stage_runs(uuid, integer, uuid[], bigint[], text[], text[], text[], integer[], integer[],
  integer[],
  bigint[], bigint[], double precision[], integer[], jsonb[]) is 'Keeps a checked piece of an upload of the scope''s group, as the columns of app.staged_runs; times in microseconds since 1970 (UTC). Throws 23502 without a scope. Caller: web roles (sql/forecasts/uploads.ts). Lock: the row inserted.';

comment on function
  app.write_runs(bigint[], uuid[], timestamp without time zone[], text[], uuid[], bigint[],
  bigint[],
  bigint[],
  timestamp without time zone[],
  timestamp without time zone[],
  double precision[], integer[], jsonb[], bigint, boolean) is 'Stores checked values of runs in a batch, by default one opened when there is something new. What is stored of a run stays; a run that contradicts it is left out as a whole. A horizon that is NULL becomes the minutes from the run to the start. are_distinct: no run has two values for a target time. Returns what became of the values, place and row of the first one that contradicts, the places in the arrays of those that were left out, and the batch. Caller: app.ingest_forecasts, app.move_runs, app.store_import_runs. Lock: as app.touch_sites, before it compares; then the rows written.';

comment on table app.staged_runs is 'Checked values of runs of an upload that still arrives, in pieces. One transaction moves them to forecasts and forecast_values; what is left over goes after an hour, or when PostgreSQL crashes. Web roles write by functions and read nothing.';

revoke all on function app.contradicting_values(uuid) from public;

grant execute on function app.contradicting_values(uuid) to sitecast_admin, sitecast_app;

revoke all on function app.drop_forecast_upload(uuid) from public;

grant execute on function app.drop_forecast_upload(uuid) to sitecast_admin, sitecast_app;

revoke all on function app.move_runs(uuid, boolean) from public;

grant execute on function app.move_runs(uuid, boolean) to sitecast_admin, sitecast_app;

revoke all on function app.runs_of_upload(uuid) from public;

revoke all
  on function
    app.stage_runs(uuid, integer, uuid[], bigint[], text[], text[], text[], integer[],
    integer[], integer[], bigint[], bigint[], double precision[], integer[], jsonb[])
  from public;

grant execute
  on function
    app.stage_runs(uuid, integer, uuid[], bigint[], text[], text[], text[], integer[],
    integer[], integer[], bigint[], bigint[], double precision[], integer[], jsonb[])
  to sitecast_admin, sitecast_app;

revoke all
  on function
    app.write_runs(bigint[], uuid[], timestamp without time zone[], text[], uuid[], bigint[],
    bigint[],
    bigint[],
    timestamp without time zone[],
    timestamp without time zone[], double precision[], integer[], jsonb[], bigint, boolean)
  from public;
