set local check_function_bodies = off;

alter table app.import_runs
  drop constraint import_runs_import_uuid_fkey;

drop function
  app.add_import_runs(uuid, integer, integer, bigint, integer[], uuid[], bigint[], text[],
  text[],
  integer[],
  bigint[],
  bigint[], double precision[], double precision[], double precision[], integer[], integer[], jsonb);

drop function app.begin_import(text, uuid, text, boolean, boolean);

drop function app.confirm_import(uuid, text, boolean);

drop function app.import_runs_from(uuid, integer);

drop function app.imports_of(uuid, uuid, integer);

drop function app.is_broken_off(app.imports);

drop function app.judge_import_runs(uuid, integer, integer);

drop function
  app.judge_runs(bigint[], uuid[], timestamp without time zone[], text[], uuid[], bigint[],
  bigint[],
  bigint[],
  timestamp without time zone[], timestamp without time zone[], double precision[], jsonb[]);

drop function app.store_import_runs(uuid);

drop function
  app.write_runs(bigint[], uuid[], timestamp without time zone[], text[], uuid[], bigint[],
  bigint[],
  bigint[],
  timestamp without time zone[],
  timestamp without time zone[], double precision[], integer[], jsonb[], bigint);

-- Loses data.
alter table app.imports
  drop column kind;

-- Loses data.
alter table app.imports
  drop column replaces;

-- Loses data.
drop table app.import_runs;

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
  if (select sum(i.bytes) from app.imports i where i.site_group_uuid = own.site_group_uuid)
      + length(chunk) > most_bytes then
    raise 'The files of your group that wait would be larger than % MB. Store or delete some of '
      'them first.', most_bytes / 1048576 using errcode = 'SC409';
  end if;
  insert into app.import_chunks (import_uuid, chunk_number, bytes) values (of_import, number, chunk);
  update app.imports i set bytes = i.bytes + length(chunk) where i.import_uuid = of_import;
end
$function$;

create or replace function app.begin_import (
  of_name text,
  of_site uuid,
  reading_name text,
  confirmed boolean
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
      and i.state not in ('stored', 'undone')) >= 200 then
    raise 'Your group has 200 files that wait. Store or delete some of them first.'
      using errcode = 'SC409';
  end if;
  insert into app.imports (site_group_uuid, user_uuid, actor, only_sites, file_name, site_uuid,
    reading_name, is_confirmed)
  select app.group_uuid(), u.user_uuid, u.email, app.only_sites(), of_name, of_site,
    begin_import.reading_name, confirmed
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
  delete from app.import_left_out l where l.import_uuid = of_import;
  return begun;
end
$function$;

create or replace function app.confirm_import (
  of_import uuid,
  named text
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
  update app.imports i set is_confirmed = true, reading_name = coalesce(named, i.reading_name),
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

create or replace function app.imports_of (
  of_import uuid default null::uuid,
  older_than uuid default null::uuid,
  at_most integer default 100
)
  returns table (
    import_uuid uuid,
    file_name text,
    state text,
    actor text,
    site_uuid uuid,
    bytes bigint,
    proposal jsonb,
    reading jsonb,
    decided text[],
    reading_name text,
    is_confirmed boolean,
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
    select i.import_uuid, i.file_name, i.state, i.actor, i.site_uuid, i.bytes, i.proposal,
      i.reading, i.decided, i.reading_name, i.is_confirmed, i.preview, i.done, i.total, i.result,
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
  stored record;
  result record;
  batch bigint;
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
      array_agg(horizon) as horizons, array_agg(quantiles) as quantiles,
      min(start_utc) as first, max(start_utc) as last from sent) all_values
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

  -- One after the other for each site, in the order of sites: the same run sent twice at once is
  -- stored once. No run that is there is locked after this, which could wait for its deleter.
  perform app.touch_sites(checks.sites);
  select array_agg(f.forecast_uuid) as uuids, array_agg(r.run) as runs,
    array_agg(r.ml_model_uuid) as models into stored
  from unnest(checks.ids, checks.sites, checks.times, checks.versions, checks.models)
    r (run, site_uuid, timestamp_utc, forecast_version, ml_model_uuid)
  join forecasts f on f.site_uuid = r.site_uuid and f.timestamp_utc = r.timestamp_utc
    and f.forecast_version = r.forecast_version;

  -- Planned anew each time: a kept plan would not know how many runs there are to compare with.
  execute $q$
    with sent as materialized (
      select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)
        s (f, run, n, start_utc, end_utc, kw, horizon, quantiles)),
    known as materialized (
      select r.run, v.start_utc, v.end_utc, v.forecast_power_kw, v.probabilistic_values
      from unnest($9, $10, $11) r (forecast_uuid, run, ml_model_uuid)
      join forecast_values v using (forecast_uuid, ml_model_uuid)
      where v.forecast_uuid = any($9) and v.start_utc >= $12 and v.start_utc <= $13),
    compared as (
      select distinct on (f, n) sent.*, known.start_utc is not null as is_known,
        coalesce(known.end_utc = sent.end_utc and known.forecast_power_kw = sent.kw
          and known.probabilistic_values = sent.quantiles, false) as is_same
      from sent left join known using (run, start_utc)
      order by f, n, is_same desc),
    judged as materialized (
      select *, row_number() over (partition by run, start_utc order by f, n) = 1 as is_first,
        bool_or(is_known and not is_same) over (partition by run) as contradicts
      from compared),
    fresh as materialized (
      select * from judged where is_first and not is_known and not contradicts),
    made_run as materialized (
      select gen_random_uuid() as forecast_uuid, r.* from unnest($14, $15, $16, $17, $18)
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
      from fresh join made_run using (run)),
    brought as (
      select array_agg(forecast_uuid) as uuids, array_agg(site_uuid) as sites,
        array_agg(n) as counts, array_agg(first) as firsts, array_agg(last) as lasts
      from (select forecast_uuid, site_uuid, count(*)::integer, min(start_utc), max(end_utc)
        from fresh join made_run using (run) group by 1, 2) m
          (forecast_uuid, site_uuid, n, first, last))
    select (select count(*) from fresh) as inserted,
      (select uuids from brought) as runs, (select sites from brought) as sites,
      (select counts from brought) as counts, (select firsts from brought) as firsts,
      (select lasts from brought) as lasts,
      count(*) filter (where contradicts and not is_same) as conflicting, count(*) as sent,
      min(array[f, n]) filter (where is_known and not is_same) as first_conflict
    from judged
  $q$ into result using checks.fs, checks.runs, checks.ns, checks.starts, checks.ends,
    checks.powers, checks.horizons, checks.quantiles, coalesce(stored.uuids, '{}'),
    stored.runs, stored.models, checks.first, checks.last, checks.ids, checks.sites,
    checks.times, checks.versions, checks.models;
  if result.runs is not null then
    batch := app.open_batch('forecasts', result.inserted);
    insert into app.run_batches (forecast_uuid, batch_id, site_uuid, value_count)
    select r, batch, s, n from unnest(result.runs, result.sites, result.counts) b (r, s, n);
    perform app.count_batch(batch, result.sites, result.firsts, result.lasts,
      array_fill('inserted'::text, array[cardinality(result.runs)]), result.counts);
  end if;
  inserted := result.inserted;
  conflicting := result.conflicting;
  unchanged := result.sent - result.inserted - result.conflicting;
  first_conflict := format(named, result.first_conflict[2], result.first_conflict[1]);
  if result.first_conflict is null then first_conflict := null; end if;
  return next;
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
  update app.imports i set proposal = what, reading = nullif(what -> 'reading', 'null'),
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
    app.import_times(piece.starts), app.import_times(piece.ends), piece.powers, false, batch);
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

comment on column app.imports.next_piece is 'Number of the piece that is stored next.';

comment on function app.begin_import(text, uuid, text, boolean) is 'Makes the import of a file that is about to arrive and returns its UUID. The site may be NULL: it is chosen later, or a column names it. Throws P0002 for a site that is not the scope''s, SC409 when 200 files of the group wait. Caller: web roles (sql/imports/upload.ts). Lock: none.';

comment on function app.confirm_import(uuid, text) is 'Lets a checked file be stored, in the name of the scope''s user; one that is being checked, as soon as that is done; nothing for one that is being stored or was. Its reading is remembered under the name, if there is one. Throws SC404 for an import that is not the scope''s, SC409 in another state. Caller: web roles (sql/imports/imports.ts). Lock: the import''s row FOR UPDATE.';

comment on function app.imports_of(uuid, uuid, integer) is 'Returns imports of the scope''s group, newest first: one, or those before another one. To an API token for some sites only those that were sent with a token for some of these. Caller: web roles (sql/imports/imports.ts). Lock: none.';

comment on function app.ingest_forecasts(jsonb) is 'Checks and stores runs for the scope''s sites, all of them or none. body: [{site_uuid, timestamp_utc, forecast_version, ml_model_uuid, values: [{start_utc, end_utc, forecast_power_kw, horizon_minutes?, probabilistic_values?}]}]; without a horizon it is the minutes from the run''s time to the start. A run is known by site, time, model and version: what is stored of it stays, so that a request may be repeated and a run may come in parts; a run that contradicts it is left out as a whole and counted as conflicting. Throws SC422 that names the first row that is refused, SC404 for a site that is not the scope''s. Caller: web roles (sql/forecasts/forecasts.ts). Lock: as app.touch_sites, before it compares.';

comment on function app.store_import_piece(uuid) is 'Stores the next piece of a confirmed file as app.write_generation does for requests, in the one batch of the import, and moves its position on in the same transaction; after the last one ends the import. Returns whether there may be another piece. Throws SC409 when the user or a site is no longer of the group. Caller: the owner (sql/imports/store.ts). Lock: the import''s row FOR UPDATE; as app.write_generation.';

comment on table app.imports is 'Files of measurements that groups sent, and what became of them. A file waits 24 hours for its confirmation; what it was read to stays in generation as a batch. Written by functions only.';

revoke all on function app.begin_import(text, uuid, text, boolean) from public;

grant execute
  on function app.begin_import(text, uuid, text, boolean)
  to sitecast_admin, sitecast_app;

revoke all on function app.confirm_import(uuid, text) from public;

grant execute on function app.confirm_import(uuid, text) to sitecast_admin, sitecast_app;

revoke all on function app.imports_of(uuid, uuid, integer) from public;

grant execute
  on function app.imports_of(uuid, uuid, integer)
  to sitecast_admin, sitecast_app;
