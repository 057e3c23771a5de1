set local check_function_bodies = off;

drop function app.begin_import(text, uuid, text, boolean);

drop function app.confirm_import(uuid, text);

drop function app.imports_of(uuid, uuid, integer);

create table app.import_runs (
  import_uuid uuid not null,
  run_number integer not null,
  piece_number integer not null,
  site_uuid uuid not null,
  made_utc timestamp without time zone not null,
  model_name text not null,
  model_version text not null,
  value_count integer not null,
  starts bigint[] not null,
  ends bigint[] not null,
  powers double precision[] not null,
  p10s double precision[] not null,
  p90s double precision[] not null,
  horizons integer[] not null,
  lines integer[] not null,
  constraint import_runs_pkey primary key (import_uuid, run_number, piece_number)
);

-- May rewrite the table, which is locked meanwhile.
alter table app.imports
  add column kind text not null default 'generation'::text;

-- May rewrite the table, which is locked meanwhile.
alter table app.imports
  add column replaces boolean not null default false;

create or replace function app.add_import_chunk (
  of_import uuid,
  number integer,
  chunk bytea,
  most_bytes bigint
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  own app.imports;
begin
  own := app.own_import(of_import);
  if own.state <> 'uploading' then
    raise 'This file has arrived already.' using errcode = 'SC409';
  end if;
  if (select sum(i.bytes) from app.imports i
      where i.site_group_uuid = own.site_group_uuid and not app.is_broken_off(i))
      + length(chunk) > most_bytes then
    raise 'The files of your group that wait would be larger than % MB. Store or delete some of '
      'them first.', most_bytes / 1048576 using errcode = 'SC409';
  end if;
  insert into app.import_chunks (import_uuid, chunk_number, bytes) values (of_import, number, chunk);
  update app.imports i set bytes = i.bytes + length(chunk),
    changed_utc = clock_timestamp() at time zone 'utc'
  where i.import_uuid = of_import;
end
$function$;

create or replace function app.add_import_runs (
  of_import uuid,
  of_check integer,
  number integer,
  bytes_read bigint,
  run_numbers integer[],
  run_sites uuid[],
  run_times bigint[],
  run_models text[],
  run_versions text[],
  of_runs integer[],
  of_starts bigint[],
  of_ends bigint[],
  of_powers double precision[],
  of_p10s double precision[],
  of_p90s double precision[],
  of_horizons integer[],
  of_lines integer[],
  left_out jsonb
)
  returns boolean
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  update app.imports i set done = bytes_read, total = greatest(i.total, bytes_read)
  where i.import_uuid = of_import and i.state = 'checking' and i.check_number = of_check;
  if not found then return false; end if;
  insert into app.import_runs (import_uuid, run_number, piece_number, site_uuid, made_utc,
    model_name, model_version, value_count, starts, ends, powers, p10s, p90s, horizons, lines)
  select of_import, run_numbers[r], number, run_sites[r],
    timestamp '1970-01-01' + run_times[r] * interval '1 millisecond', run_models[r],
    run_versions[r], count(*), array_agg(v.start_ms order by at), array_agg(v.end_ms order by at),
    array_agg(v.kw order by at), array_agg(v.p10 order by at), array_agg(v.p90 order by at),
    array_agg(v.horizon order by at), array_agg(v.line order by at)
  from unnest(of_runs, of_starts, of_ends, of_powers, of_p10s, of_p90s, of_horizons, of_lines)
    with ordinality v (r, start_ms, end_ms, kw, p10, p90, horizon, line, at)
  group by r;
  if jsonb_array_length(left_out) > 0 then
    insert into app.import_left_out (import_uuid, list_number, lines)
    values (of_import, number, left_out);
  end if;
  return true;
end
$function$;

create or replace function app.begin_import (
  of_name text,
  of_site uuid,
  reading_name text,
  confirmed boolean,
  replace boolean
)
  returns uuid
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  begun uuid;
begin
  if of_site is not null then perform app.check_sites(array[of_site]); end if;
  if (select count(*) from app.imports i where i.site_group_uuid = app.group_uuid()
      and i.state not in ('stored', 'undone') and not app.is_broken_off(i)) >= 200 then
    raise 'Your group has 200 files that wait. Store or delete some of them first.'
      using errcode = 'SC409';
  end if;
  insert into app.imports (site_group_uuid, user_uuid, actor, only_sites, file_name, site_uuid,
    reading_name, is_confirmed, replaces)
  select app.group_uuid(), u.user_uuid, u.email, app.only_sites(), of_name, of_site,
    begin_import.reading_name, confirmed, replace
  from users u where u.user_uuid = app.user_uuid()
  returning import_uuid into begun;
  return begun;
end
$function$;

create or replace function app.begin_import_check (
  of_import uuid,
  of_check integer
)
  returns integer
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  begun integer;
begin
  update app.imports i set check_number = i.check_number + 1
  where i.import_uuid = of_import and i.state = 'checking' and i.check_number = of_check
  returning i.check_number into begun;
  if begun is null then return null; end if;
  perform app.act_for_import(of_import);
  delete from app.import_pieces p where p.import_uuid = of_import;
  delete from app.import_runs r where r.import_uuid = of_import;
  delete from app.import_left_out l where l.import_uuid = of_import;
  return begun;
end
$function$;

create or replace function app.confirm_import (
  of_import uuid,
  named text,
  replace boolean
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  own app.imports;
begin
  own := app.own_import(of_import);
  if own.state in ('storing', 'stored') then return; end if;
  if own.state not in ('checking', 'checked') then
    raise 'This file cannot be stored: it is %.', own.state using errcode = 'SC409';
  end if;
  if replace and own.kind = 'forecasts' then
    raise 'Runs are not replaced: send a corrected run with a time or a version of its own.'
      using errcode = 'SC422', column = 'conflicts';
  end if;
  update app.imports i set is_confirmed = true, replaces = replace, reading_name = coalesce(named, i.reading_name),
    user_uuid = app.user_uuid(), actor = u.email, changed_utc = now() at time zone 'utc'
  from users u where i.import_uuid = of_import and u.user_uuid = app.user_uuid();
  if own.state = 'checked' then perform app.begin_storing(of_import); end if;
end
$function$;

create or replace function app.end_import (
  of_import uuid
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  delete from app.import_chunks c where c.import_uuid = of_import;
  delete from app.import_pieces p where p.import_uuid = of_import;
  delete from app.import_runs r where r.import_uuid = of_import;
  delete from app.batches b using app.imports i
  where i.import_uuid = of_import and b.batch_id = i.batch_id
    and not exists (select 1 from app.batch_sites s where s.batch_id = b.batch_id);
  update app.imports i set state = 'stored', bytes = 0, done = i.total,
    batch_id = (select b.batch_id from app.batches b where b.batch_id = i.batch_id),
    ended_utc = now() at time zone 'utc', changed_utc = now() at time zone 'utc',
    expires_utc = (now() at time zone 'utc') + interval '30 days'
  where i.import_uuid = of_import;
end
$function$;

create or replace function app.import_runs_from (
  of_import uuid,
  from_run integer
)
  returns table (
    run_ids bigint[],
    run_sites uuid[],
    run_times timestamp without time zone[],
    run_models text[],
    run_versions text[],
    of_places bigint[],
    of_runs bigint[],
    of_rows bigint[],
    starts timestamp without time zone[],
    ends timestamp without time zone[],
    powers double precision[],
    horizons integer[],
    quantiles jsonb[],
    next_run integer
  )
  language plpgsql
  stable
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  most constant integer := 10000;
  part record;
  total integer := 0;
  last_run integer;
begin
  for part in
    select r.run_number, r.value_count from app.import_runs r
    where r.import_uuid = of_import and r.run_number >= from_run order by r.run_number
  loop
    exit when total >= most and part.run_number <> last_run;
    total := total + part.value_count;
    last_run := part.run_number;
  end loop;
  if last_run is null then return; end if;
  next_run := last_run + 1;
  select array_agg(r.run_number::bigint order by r.run_number),
    array_agg(r.site_uuid order by r.run_number), array_agg(r.made_utc order by r.run_number),
    array_agg(r.model_name order by r.run_number),
    array_agg(r.model_version order by r.run_number)
  into run_ids, run_sites, run_times, run_models, run_versions
  from (select distinct on (run_number) * from app.import_runs
    where import_uuid = of_import and run_number between from_run and last_run
    order by run_number, piece_number) r;
  select array_agg(r.run_number::bigint), array_agg(r.run_number::bigint),
    array_agg(v.line::bigint), app.import_times(array_agg(v.start_ms)),
    app.import_times(array_agg(v.end_ms)), array_agg(v.kw), array_agg(v.horizon),
    array_agg(jsonb_strip_nulls(jsonb_build_object('p10', v.p10, 'p90', v.p90)))
  into of_places, of_runs, of_rows, starts, ends, powers, horizons, quantiles
  from app.import_runs r
  cross join unnest(r.starts, r.ends, r.powers, r.p10s, r.p90s, r.horizons, r.lines)
    v (start_ms, end_ms, kw, p10, p90, horizon, line)
  where r.import_uuid = of_import and r.run_number between from_run and last_run;
  return next;
end
$function$;

create or replace function app.imports_of (
  of_import uuid default null::uuid,
  older_than uuid default null::uuid,
  at_most integer default 100
)
  returns table (
    import_uuid uuid,
    file_name text,
    kind text,
    state text,
    actor text,
    site_uuid uuid,
    bytes bigint,
    proposal jsonb,
    reading jsonb,
    decided text[],
    reading_name text,
    is_confirmed boolean,
    replaces boolean,
    preview jsonb,
    done bigint,
    total bigint,
    result jsonb,
    batch_id bigint,
    message text,
    created_utc timestamp without time zone,
    changed_utc timestamp without time zone,
    ended_utc timestamp without time zone,
    expires_utc timestamp without time zone
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
begin
  return query
    select i.import_uuid, i.file_name, i.kind, i.state, i.actor, i.site_uuid, i.bytes, i.proposal,
      i.reading, i.decided, i.reading_name, i.is_confirmed, i.replaces, i.preview, i.done, i.total, i.result,
      i.batch_id, i.message, i.created_utc, i.changed_utc, i.ended_utc, i.expires_utc
    from app.imports i
    where i.site_group_uuid = app.group_uuid()
      and coalesce(i.only_sites <@ app.only_sites(), app.only_sites() is null)
      and (of_import is null or i.import_uuid = of_import)
      and (older_than is null or (i.created_utc, i.import_uuid) < (
        select o.created_utc, o.import_uuid from app.imports o where o.import_uuid = older_than))
    order by i.created_utc desc, i.import_uuid desc limit at_most;
end
$function$;

create or replace function app.ingest_forecasts (
  body jsonb
)
  returns table (
    inserted integer,
    unchanged integer,
    conflicting integer,
    first_conflict text
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  checks record;
  runs integer := jsonb_array_length(body);
  result record;
  named text := case when runs > 1 then 'Row %s of forecast %s' else 'Row %s' end;
begin
  -- Reading the rows takes longer than storing them: it is done once, into arrays.
  with run as materialized (
    -- f: the place of a run in the request; run: that of the first of those that are the same run.
    select r.f, r.site_uuid, r.timestamp_utc, r.forecast_version, r.ml_model_uuid, r.series,
      min(r.f) over (partition by r.site_uuid, r.timestamp_utc, r.forecast_version,
        r.ml_model_uuid) as run
    from (
      select f, site_uuid, app.as_utc(timestamp_utc) as timestamp_utc, forecast_version,
        ml_model_uuid, series
      from rows from (jsonb_to_recordset(body) as (site_uuid uuid, timestamp_utc text,
          forecast_version text, ml_model_uuid uuid, "values" jsonb)) with ordinality
        r (site_uuid, timestamp_utc, forecast_version, ml_model_uuid, series, f)) r),
  sent as materialized (
    -- n: the place of a value in its run.
    select run.f, run.run, v.n, v.start_utc as start_text, app.as_utc(v.start_utc) as start_utc,
      app.as_utc(v.end_utc) as end_utc, app.as_double(v.power) as kw, v.horizon,
      coalesce(v.quantiles, '{}') as quantiles
    from run, rows from (jsonb_to_recordset(run.series) as (start_utc text, end_utc text,
        forecast_power_kw jsonb, horizon_minutes integer, probabilistic_values jsonb))
      with ordinality v (start_utc, end_utc, power, horizon, quantiles, n)),
  ours as materialized (
    select site_uuid from sites where site_uuid in (select site_uuid from run)
      and site_uuid = any((select app.visible_sites())::uuid[])),
  checked as (
    -- A run without values is checked as well.
    select run.f, sent.n, sent.start_text, run.site_uuid, case
        when ours.site_uuid is null then 'site_uuid|'
        when timestamp_utc is null then app.wrong_time('timestamp_utc')
        when forecast_version is null or length(forecast_version) > 32
          then 'forecast_version|forecast_version must have at most 32 characters.'
        when ml_model_uuid is null then 'ml_model_uuid|ml_model_uuid is missing.'
        when n is null then null
        when app.wrong_period(start_utc, end_utc) is not null
          then app.wrong_period(start_utc, end_utc)
        when kw is null then 'forecast_power_kw|forecast_power_kw must be a finite number.'
        when jsonb_typeof(quantiles) <> 'object'
            or jsonb_path_exists(quantiles, 'strict $.* ? (@.type() <> "number")')
          then 'probabilistic_values|probabilistic_values must have nothing but numbers.'
        when kw <> first_value(kw) over target or end_utc <> first_value(end_utc) over target
            or quantiles <> first_value(quantiles) over target
          then format('forecast_power_kw|row %s of forecast %s has another value for this time.',
            first_value(n) over target, first_value(run.f) over target)
      end as problem
    from run left join sent using (f) left join ours using (site_uuid)
    window target as (partition by run.run, start_utc order by run.f, n))
  select one.*, all_values.*, all_runs.* into checks
  from (select array_agg(f) as fs, array_agg(run) as runs, array_agg(n) as ns,
      array_agg(start_utc) as starts, array_agg(end_utc) as ends, array_agg(kw) as powers,
      array_agg(horizon) as horizons, array_agg(quantiles) as quantiles from sent) all_values
    cross join (select array_agg(run) as ids, array_agg(site_uuid) as sites,
      array_agg(timestamp_utc) as times, array_agg(forecast_version) as versions,
      array_agg(ml_model_uuid) as models from run where f = run.run) all_runs
    left join (select f, n, site_uuid, start_text, problem from checked
      where problem is not null order by f, n nulls first limit 1) one on true;
  if checks.problem is not null then
    perform app.refuse_row(
      case when checks.n is null then 'Forecast ' || checks.f
        else format(named, checks.n, checks.f) end,
      checks.site_uuid, checks.start_text,
      case when runs > 1 then format('forecasts.%s.', checks.f - 1) else '' end
        || case when checks.n is null then '' else format('values.%s.', checks.n - 1) end,
      checks.problem);
  end if;

  select w.* into result from app.write_runs(checks.ids, checks.sites, checks.times,
    checks.versions, checks.models, checks.fs, checks.runs, checks.ns, checks.starts, checks.ends,
    checks.powers, checks.horizons, checks.quantiles) w;
  inserted := result.inserted;
  conflicting := result.conflicting;
  unchanged := result.unchanged;
  first_conflict := format(named, result.first_conflict[2], result.first_conflict[1]);
  if result.first_conflict is null then first_conflict := null; end if;
  return next;
end
$function$;

create or replace function app.is_broken_off (
  file app.imports
)
  returns boolean
  language plpgsql
  stable
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  return file.state = 'uploading'
    and file.changed_utc < now() at time zone 'utc' - interval '2 minutes';
end
$function$;

create or replace function app.judge_import_runs (
  of_import uuid,
  of_check integer,
  from_run integer
)
  returns table (
    new integer,
    unchanged integer,
    conflicting integer,
    next_run integer
  )
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  piece record;
  models uuid[];
begin
  if not exists (select 1 from app.imports i where i.import_uuid = of_import
      and i.state = 'checking' and i.check_number = of_check) then
    return;
  end if;
  select * into piece from app.import_runs_from(of_import, from_run);
  if not found then return; end if;
  models := array(
    select (select m.model_uuid from ml_model m
      where m.name = r.name and m.version is not distinct from nullif(r.version, '')
      order by m.created_utc, m.model_uuid limit 1)
    from unnest(piece.run_models, piece.run_versions) with ordinality r (name, version, at)
    order by at);
  select count(*) filter (where is_fresh),
    count(*) filter (where contradicts and not is_same), piece.next_run
  into new, conflicting, next_run
  from app.judge_runs(piece.run_ids, piece.run_sites, piece.run_times, piece.run_versions,
    models, piece.of_places, piece.of_runs, piece.of_rows, piece.starts, piece.ends,
    piece.powers, piece.quantiles);
  unchanged := cardinality(piece.starts) - new - conflicting;
  return next;
end
$function$;

create or replace function app.judge_runs (
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
  quantiles jsonb[]
)
  returns table (
    at bigint,
    is_fresh boolean,
    is_same boolean,
    is_known boolean,
    contradicts boolean
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  stored record;
begin
  select array_agg(f.forecast_uuid) as uuids, array_agg(r.run) as runs,
    array_agg(r.ml_model_uuid) as models into stored
  from unnest(run_ids, run_sites, run_times, run_versions, run_models)
    r (run, site_uuid, timestamp_utc, forecast_version, ml_model_uuid)
  join forecasts f on f.site_uuid = r.site_uuid and f.timestamp_utc = r.timestamp_utc
    and f.forecast_version = r.forecast_version;

  -- Planned anew each time: a kept plan would not know how many runs there are to compare with.
  return query execute $q$
    with sent as materialized (
      select * from unnest($1, $2, $3, $4, $5, $6, $7) with ordinality
        s (f, run, n, start_utc, end_utc, kw, quantiles, at)),
    known as materialized (
      select r.run, v.start_utc, v.end_utc, v.forecast_power_kw, v.probabilistic_values
      from unnest($8, $9, $10) r (forecast_uuid, run, ml_model_uuid)
      join forecast_values v using (forecast_uuid, ml_model_uuid)
      where v.forecast_uuid = any($8) and v.start_utc >= $11 and v.start_utc <= $12),
    compared as (
      select distinct on (at) sent.*, known.start_utc is not null as is_known,
        coalesce(known.end_utc = sent.end_utc and known.forecast_power_kw = sent.kw
          and known.probabilistic_values = sent.quantiles, false) as is_same
      from sent left join known using (run, start_utc)
      order by at, is_same desc),
    judged as (
      select at, is_same, is_known,
        row_number() over (partition by run, start_utc order by f, n) = 1 as is_first,
        bool_or(is_known and not is_same) over (partition by run) as contradicts
      from compared)
    select at, is_first and not is_known and not contradicts, is_same, is_known, contradicts
    from judged
  $q$ using of_places, of_runs, of_rows, starts, ends, powers, quantiles,
    coalesce(stored.uuids, '{}'), stored.runs, stored.models,
    (select min(s) from unnest(starts) s), (select max(s) from unnest(starts) s);
end
$function$;

create or replace function app.propose_import (
  of_import uuid,
  what jsonb,
  failure text
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  own app.imports;
begin
  own := app.own_import(of_import);
  if own.state <> 'uploading' then
    raise 'This file has arrived already.' using errcode = 'SC409';
  end if;
  update app.imports i set kind = what ->> 'kind', proposal = what, reading = nullif(what -> 'reading', 'null'),
    state = case when failure is null then 'proposed' else 'failed' end,
    message = failure, bytes = case when failure is null then i.bytes else 0 end,
    ended_utc = case when failure is not null then now() at time zone 'utc' end,
    changed_utc = now() at time zone 'utc'
  where i.import_uuid = of_import;
  if failure is not null then
    delete from app.import_chunks c where c.import_uuid = of_import;
  end if;
  perform app.check_if_decided(of_import);
end
$function$;

create or replace function app.store_import_piece (
  of_import uuid
)
  returns boolean
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  own app.imports;
  piece app.import_pieces;
  batch bigint;
  stored record;
  row_sites uuid[];
begin
  select * into own from app.imports i
  where i.import_uuid = of_import and i.state = 'storing' for update;
  if not found then return false; end if;
  perform app.act_for_import(of_import);
  if own.kind = 'forecasts' then return app.store_import_runs(of_import); end if;
  select * into piece from app.import_pieces p
  where p.import_uuid = of_import and p.piece_number = own.next_piece;
  if not found then
    perform app.end_import(of_import);
    return false;
  end if;
  if not piece.sites <@ app.visible_sites() then
    raise 'A site of this file no longer belongs to your group. What was stored before can be '
      'undone.' using errcode = 'SC409';
  end if;
  -- Never the shared batch of small requests: undoing the import would undo these, too.
  batch := coalesce(own.batch_id, app.open_batch('sent', greatest(own.total, 100)));
  row_sites := array(select piece.sites[r] from unnest(piece.site_numbers) r);
  select * into stored from app.write_generation('sent', row_sites,
    app.import_times(piece.starts), app.import_times(piece.ends), piece.powers, own.replaces, batch);
  if stored.conflicting > 0 then perform app.list_import_conflicts(of_import); end if;
  update app.imports i set batch_id = batch, next_piece = own.next_piece + 1,
    done = i.done + cardinality(piece.powers), changed_utc = now() at time zone 'utc',
    result = jsonb_build_object(
      'inserted', (i.result ->> 'inserted')::bigint + stored.inserted,
      'unchanged', (i.result ->> 'unchanged')::bigint + stored.unchanged,
      'conflicting', (i.result ->> 'conflicting')::bigint + stored.conflicting,
      'replaced', (i.result ->> 'replaced')::bigint + stored.replaced)
  where i.import_uuid = of_import;
  return true;
end
$function$;

create or replace function app.store_import_runs (
  of_import uuid
)
  returns boolean
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  own app.imports;
  piece record;
  batch bigint;
  models uuid[];
  stored record;
begin
  select * into own from app.imports i where i.import_uuid = of_import;
  select * into piece from app.import_runs_from(of_import, own.next_piece);
  if not found then
    perform app.end_import(of_import);
    return false;
  end if;
  if not piece.run_sites <@ app.visible_sites() then
    raise 'A site of this file no longer belongs to your group. What was stored before can be '
      'undone.' using errcode = 'SC409';
  end if;
  models := array(
    with model as materialized (
      select d.name, d.version, app.find_or_make_model(d.name, nullif(d.version, '')) as uuid
      from (select distinct name, version
        from unnest(piece.run_models, piece.run_versions) r (name, version)) d)
    select m.uuid
    from unnest(piece.run_models, piece.run_versions) with ordinality r (name, version, at)
    join model m using (name, version) order by at);
  batch := coalesce(own.batch_id, app.open_batch('forecasts', greatest(own.total, 100)));
  select * into stored from app.write_runs(piece.run_ids, piece.run_sites, piece.run_times,
    piece.run_versions, models, piece.of_places, piece.of_runs, piece.of_rows, piece.starts,
    piece.ends, piece.powers, piece.horizons, piece.quantiles, batch);
  if stored.conflicting > 0 then
    insert into app.import_left_out (import_uuid, list_number, lines)
    select of_import, 1000000 + own.next_piece, jsonb_agg(jsonb_build_object(
      'line', piece.of_rows[at], 'reason', 'conflict',
      'message', 'Another value of this run is stored, so that nothing of it was added.',
      'cells', jsonb_build_array(to_char(piece.starts[at], 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        piece.powers[at]::text)) order by piece.of_rows[at])
    from unnest(stored.contradicting) at;
  end if;
  update app.imports i set batch_id = batch, next_piece = piece.next_run,
    done = i.done + cardinality(piece.starts), changed_utc = now() at time zone 'utc',
    result = i.result || jsonb_build_object(
      'inserted', (i.result ->> 'inserted')::bigint + stored.inserted,
      'unchanged', (i.result ->> 'unchanged')::bigint + stored.unchanged,
      'conflicting', (i.result ->> 'conflicting')::bigint + stored.conflicting)
  where i.import_uuid = of_import;
  return true;
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
  into_batch bigint default null::bigint
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
  judged record;
  brought record;
begin
  -- One after the other for each site, in the order of sites: the same run sent twice at once is
  -- stored once. No run that is there is locked after this, which could wait for its deleter.
  perform app.touch_sites(run_sites);
  select array_agg(at) filter (where is_fresh) as fresh,
    count(*) filter (where is_fresh) as inserted,
    count(*) filter (where contradicts and not is_same) as conflicting, count(*) as sent,
    array_agg(at) filter (where contradicts and not is_same) as contradicting,
    min(array[of_places[at], of_rows[at]]) filter (where is_known and not is_same)
      as first_conflict
  into judged
  from app.judge_runs(run_ids, run_sites, run_times, run_versions, run_models, of_places,
    of_runs, of_rows, starts, ends, powers, quantiles);

  if judged.inserted > 0 then
    -- Planned anew each time: the number of values decides how they are joined with their runs.
    execute $q$
      with fresh as materialized (
        select v.* from unnest($1, $2, $3, $4, $5, $6) with ordinality
          v (run, start_utc, end_utc, kw, horizon, quantiles, at) join unnest($7) f (at) using (at)),
      made_run as materialized (
        select gen_random_uuid() as forecast_uuid, r.* from unnest($8, $9, $10, $11, $12)
          r (run, site_uuid, timestamp_utc, forecast_version, ml_model_uuid)
        where run in (select run from fresh)),
      made as (
        insert into forecasts (forecast_uuid, site_uuid, timestamp_utc, forecast_version)
        select forecast_uuid, site_uuid, timestamp_utc, forecast_version from made_run),
      stored as (
        insert into forecast_values (start_utc, end_utc, forecast_power_kw, horizon_minutes,
          probabilistic_values, forecast_uuid, ml_model_uuid)
        select start_utc, end_utc, kw, coalesce(horizon,
          floor(extract(epoch from start_utc - timestamp_utc) / 60)::integer), quantiles,
          forecast_uuid, ml_model_uuid
        from fresh join made_run using (run))
      select array_agg(forecast_uuid) as uuids, array_agg(site_uuid) as sites,
        array_agg(n) as counts, array_agg(first) as firsts, array_agg(last) as lasts
      from (select forecast_uuid, site_uuid, count(*)::integer, min(start_utc), max(end_utc)
        from fresh join made_run using (run) group by 1, 2) m
          (forecast_uuid, site_uuid, n, first, last)
    $q$ into brought using of_runs, starts, ends, powers, horizons, quantiles, judged.fresh,
      run_ids, run_sites, run_times, run_versions, run_models;
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

alter table app.import_runs
  add constraint import_runs_import_uuid_fkey foreign key (import_uuid)
    references app.imports(import_uuid) on delete cascade;

comment on column app.import_runs.ends is 'Of each value: end of the period, excluded, in milliseconds since 1970 (UTC).';

comment on column app.import_runs.horizons is 'Of each value: minutes from the run to the start as the file says. NULL: it does not.';

comment on column app.import_runs.import_uuid is 'The import.';

comment on column app.import_runs.lines is 'Of each value: number of the line in the file, from 1.';

comment on column app.import_runs.made_utc is 'When the run was made (UTC).';

comment on column app.import_runs.model_name is 'Name of its model.';

comment on column app.import_runs.model_version is 'Version of its model; empty without one.';

comment on column app.import_runs.p10s is 'Of each value: P10 in kW. NULL: none.';

comment on column app.import_runs.p90s is 'Of each value: P90 in kW. NULL: none.';

comment on column app.import_runs.piece_number is 'Place in the file of the piece, from 0.';

comment on column app.import_runs.powers is 'Of each value: mean power, in kW.';

comment on column app.import_runs.run_number is 'Place of the run among those of the file, by its first line, from 0.';

comment on column app.import_runs.site_uuid is 'The site of the run.';

comment on column app.import_runs.starts is 'Of each value: start of the period, in milliseconds since 1970 (UTC).';

comment on column app.import_runs.value_count is 'How many values this part has.';

comment on column app.imports.kind is 'What it holds: generation or forecasts. Known once it has arrived.';

comment on column app.imports.next_piece is 'Number of the piece that is stored next; of forecasts, of the run.';

comment on column app.imports.replaces is 'True: measurements take the place of others that the group brought for the same periods.';

comment on function
  app.add_import_runs(uuid, integer, integer, bigint, integer[], uuid[], bigint[], text[],
  text[],
  integer[],
  bigint[],
  bigint[],
  double precision[],
  double precision[], double precision[], integer[], integer[], jsonb) is 'Keeps a piece of a file of forecasts that is being checked, with the lines that were left out of it. of_runs: the place of each value''s run in the arrays of runs, from 1. Returns false when another check has begun since. Caller: the owner (sql/imports/forecast_work.ts). Lock: the import''s row.';

comment on function app.begin_import(text, uuid, text, boolean, boolean) is
  'Makes the import of a file that is about to arrive and returns its UUID. The site may be NULL: it is chosen later, or a column names it. Throws P0002 for a site that is not the scope''s, SC409 when 200 files of the group wait. Caller: web roles (sql/imports/upload.ts). Lock: none.';

comment on function app.confirm_import(uuid, text, boolean) is 'Lets a checked file be stored, in the name of the scope''s user; one that is being checked, as soon as that is done; nothing for one that is being stored or was. Its reading is remembered under the name, if there is one. With replace, what the group brought for the same periods is replaced. Throws SC422 to replace forecasts, SC404 for an import that is not the scope''s, SC409 in another state. Caller: web roles (sql/imports/imports.ts). Lock: the import''s row FOR UPDATE.';

comment on function app.import_runs_from(uuid, integer) is 'Returns runs of a checked file from a number on, whole ones, until there are 10,000 values, as app.write_runs takes them (rows are lines), and the number after them; nothing after the last. Caller: app.judge_import_runs, app.store_import_runs. Lock: none.';

comment on function app.imports_of(uuid, uuid, integer) is 'Returns imports of the scope''s group, newest first: one, or those before another one. To an API token for some sites only those that were sent with a token for some of these. Caller: web roles (sql/imports/imports.ts). Lock: none.';

comment on function app.ingest_forecasts(jsonb) is 'Checks and stores runs for the scope''s sites, all of them or none. body: [{site_uuid, timestamp_utc, forecast_version, ml_model_uuid, values: [{start_utc, end_utc, forecast_power_kw, horizon_minutes?, probabilistic_values?}]}]; without a horizon it is the minutes from the run''s time to the start. A run is known by site, time, model and version: what is stored of it stays, so that a request may be repeated and a run may come in parts; a run that contradicts it is left out as a whole and counted as conflicting. Throws SC422 that names the first row that is refused, SC404 for a site that is not the scope''s. Caller: web roles (sql/forecasts/forecasts.ts). Lock: as app.write_runs.';

comment on function app.is_broken_off(app.imports) is 'Returns whether nothing has arrived of a file for two minutes: its sender was cut off, or the service that took it. It counts to no limit of its group. Caller: app.begin_import, app.add_import_chunk, the owner (sql/imports/work.ts). Lock: none.';

comment on function app.judge_import_runs(uuid, integer, integer) is 'Returns what storing the next runs of a file would do, as app.judge_runs says, and the number of the run after them; nothing after the last run, or when another check has begun since. Caller: the owner (sql/imports/forecast_work.ts). Lock: none.';

comment on function
  app.judge_runs(bigint[], uuid[], timestamp without time zone[], text[], uuid[], bigint[],
  bigint[],
  bigint[],
  timestamp without time zone[],
  timestamp without time zone[], double precision[], jsonb[]) is 'Compares values of runs with what is stored of these runs, which are known by site, time, version and model. Of each value, by its place from 1 in the arrays: whether it would be stored, is stored likewise, is stored at all, and whether its run contradicts what is stored, of which nothing is stored then. of_places and of_rows tell which of the same values is the first. Caller: app.write_runs, app.judge_import_runs. Lock: none.';

comment on function app.store_import_piece(uuid) is 'Stores the next piece of a confirmed file as app.write_generation does for requests (of forecasts, as app.store_import_runs), in the one batch of the import, and moves its position on in the same transaction; after the last one ends the import. Returns whether there may be another piece. Throws SC409 when the user or a site is no longer of the group. Caller: the owner (sql/imports/store.ts). Lock: the import''s row FOR UPDATE; as app.write_generation.';

comment on function app.store_import_runs(uuid) is 'Stores the next runs of a confirmed file of forecasts as app.write_runs does for requests, makes their models where there are none, and moves the position of the import on; after the last one ends the import. Returns whether there may be another run. Throws SC409 when a site is no longer of the group, or when it has made too many models. Caller: app.store_import_piece, in the scope of the import''s user. Lock: as app.write_runs.';

comment on function
  app.write_runs(bigint[], uuid[], timestamp without time zone[], text[], uuid[], bigint[],
  bigint[],
  bigint[],
  timestamp without time zone[],
  timestamp without time zone[],
  double precision[], integer[], jsonb[], bigint) is 'Stores checked values of runs in a batch, by default one opened when there is something new. What is stored of a run stays; a run that contradicts it is left out as a whole. A horizon that is NULL becomes the minutes from the run to the start. Returns what became of the values, place and row of the first one that contradicts, the places in the arrays of those that were left out, and the batch. Caller: app.ingest_forecasts, app.store_import_runs. Lock: as app.touch_sites, before it compares; then the rows written.';

comment on table app.import_runs is 'Forecasts as a checked file has them, ready to be stored run by run, in the parts in which the file has each run. Read and written by the owner only.';

comment on table app.imports is 'Files of measurements or forecasts that groups sent, and what became of them. A file waits 24 hours for its confirmation; what it was read to stays in generation or forecasts as a batch. Written by functions only.';

revoke all
  on function
    app.add_import_runs(uuid, integer, integer, bigint, integer[], uuid[], bigint[], text[],
    text[],
    integer[],
    bigint[],
    bigint[],
    double precision[], double precision[], double precision[], integer[], integer[], jsonb)
  from public;

revoke all on function app.begin_import(text, uuid, text, boolean, boolean) from public;

grant execute
  on function app.begin_import(text, uuid, text, boolean, boolean)
  to sitecast_admin, sitecast_app;

revoke all on function app.confirm_import(uuid, text, boolean) from public;

grant execute
  on function app.confirm_import(uuid, text, boolean)
  to sitecast_admin, sitecast_app;

revoke all on function app.import_runs_from(uuid, integer) from public;

revoke all on function app.imports_of(uuid, uuid, integer) from public;

grant execute
  on function app.imports_of(uuid, uuid, integer)
  to sitecast_admin, sitecast_app;

revoke all on function app.is_broken_off(app.imports) from public;

revoke all on function app.judge_import_runs(uuid, integer, integer) from public;

revoke all
  on function
    app.judge_runs(bigint[], uuid[], timestamp without time zone[], text[], uuid[], bigint[],
    bigint[],
    bigint[],
    timestamp without time zone[], timestamp without time zone[], double precision[], jsonb[])
  from public;

revoke all on function app.store_import_runs(uuid) from public;

revoke all
  on function
    app.write_runs(bigint[], uuid[], timestamp without time zone[], text[], uuid[], bigint[],
    bigint[],
    bigint[],
    timestamp without time zone[],
    timestamp without time zone[], double precision[], integer[], jsonb[], bigint)
  from public;
