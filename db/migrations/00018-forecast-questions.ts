// "At least so long ahead", "as made at" and "day ahead": what a forecast said earlier, which the
// rollup has forgotten. The answer may lie in any older run (newer ones have gaps, were written too
// late, or do not reach far enough). app.target_days knows, for each site and day (UTC), what keeps the
// cost at how far runs look ahead, however long the history: the oldest run that has values on it.
//
// A day is in order while no value on it has a horizon longer than from its run to its start, none was
// written before its run's time, and the rollup has all its target times. Then no run that is too new
// for a target time can answer for it, and who has an answer for each of them may stop.
//
// A line only ever gets an older run and falls out of order, and goes with its site alone: one that is
// worse than need be costs time, a missing one would lose answers. Kept by app.refresh_latest, where all
// values come by that are written or moved, under the locks that it is called with. Who takes lines from
// the rollup whose values stay must put their days out of order in the same transaction.
import type postgres from "postgres";

const DEFINER = "security definer set search_path = pg_catalog, public, pg_temp";
const MODEL = "coalesce(v.ml_model_uuid, '00000000-0000-0000-0000-000000000000'::uuid)";
const REFRESH = `app.refresh_latest(runs uuid[], from_utc timestamp default '-infinity',
  to_utc timestamp default 'infinity') returns void language plpgsql ${DEFINER}`;

const COLUMNS = `site_uuid, start_utc, ml_model_uuid, end_utc, forecast_power_kw,
  probabilistic_values, horizon_minutes, forecast_uuid, timestamp_utc, forecast_created_utc`;
const VALUES = `f.site_uuid, v.start_utc, ${MODEL} as ml_model_uuid, v.end_utc,
  v.forecast_power_kw, v.probabilistic_values, v.horizon_minutes, f.forecast_uuid, f.timestamp_utc,
  f.created_utc as forecast_created_utc`;
const NEWEST = `f.timestamp_utc desc, f.created_utc desc nulls first, f.forecast_uuid desc,
  v.forecast_value_uuid desc`;
const MADE_BEFORE = `f.timestamp_utc <= v.start_utc and f.timestamp_utc > '-infinity'
  and v.start_utc < 'infinity'`;
const OF_RUNS = `from forecasts f join forecast_values v using (forecast_uuid)
  where f.forecast_uuid = any($1) and v.forecast_uuid = any($1)
    and v.start_utc >= $2 and v.start_utc <= $3 and ${MADE_BEFORE}`;
const IN_ORDER = `(coalesce(f.timestamp_utc + v.horizon_minutes * interval '1 minute'
  <= v.start_utc, true) and coalesce(f.timestamp_utc <= v.created_utc, true))`;
const TAKE_IN = `
  on conflict (site_uuid, start_utc, ml_model_uuid) do update
    set end_utc = excluded.end_utc, forecast_power_kw = excluded.forecast_power_kw,
      probabilistic_values = excluded.probabilistic_values,
      horizon_minutes = excluded.horizon_minutes, forecast_uuid = excluded.forecast_uuid,
      timestamp_utc = excluded.timestamp_utc,
      forecast_created_utc = excluded.forecast_created_utc
    where (excluded.timestamp_utc, coalesce(excluded.forecast_created_utc, 'infinity'),
        excluded.forecast_uuid)
      >= (l.timestamp_utc, coalesce(l.forecast_created_utc, 'infinity'), l.forecast_uuid)`;

/** The last time of writing that counts as a day ahead of a target time. */
const deadline = (start: string) =>
  `date_trunc('day', ${start} + utc_offset - interval '1 day') + day_ahead - utc_offset`;
/** Where days are in order: the newest time that a run may have to answer for a target time. */
const newest = (start: string) =>
  `least(${start}, made_by, ${deadline(start)},
    ${start} - coalesce(min_horizon, 0) * interval '1 minute')`;

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    create table app.target_days (
      site_uuid uuid not null
        constraint target_days_site_uuid_fkey references sites on delete cascade,
      day date not null,
      oldest_run_utc timestamp not null,
      in_order boolean not null default true,
      constraint target_days_pkey primary key (site_uuid, day)
    );

    -- As before, and notes the days that have values of these runs now, in one reading. A day that
    -- knows it all is not touched: that is nearly always so, and would be a write.
    create or replace function ${REFRESH} as $$
    begin
      execute $q$
        with read as materialized (
          select ${VALUES}, v.forecast_value_uuid, ${IN_ORDER} as in_order ${OF_RUNS}),
        noted as (
          insert into app.target_days as d (site_uuid, day, oldest_run_utc, in_order)
          select n.* from (
            select site_uuid, start_utc::date as day, min(timestamp_utc) as oldest,
              bool_and(in_order) as in_order
            from read group by 1, 2) n
          where not exists (select from app.target_days o where o.site_uuid = n.site_uuid
            and o.day = n.day and o.oldest_run_utc <= n.oldest and o.in_order <= n.in_order)
          order by 1, 2
          on conflict (site_uuid, day) do update
            set oldest_run_utc = least(d.oldest_run_utc, excluded.oldest_run_utc),
              in_order = d.in_order and excluded.in_order)
        insert into latest_forecast_values as l (${COLUMNS})
        select distinct on (site_uuid, start_utc, ml_model_uuid) ${COLUMNS}
        from read
        order by site_uuid, start_utc, ml_model_uuid, timestamp_utc desc,
          forecast_created_utc desc nulls first, forecast_uuid desc, forecast_value_uuid desc
        ${TAKE_IN}
      $q$ using runs, from_utc, to_utc;
    end $$;

    insert into app.target_days (site_uuid, day, oldest_run_utc, in_order)
    select f.site_uuid, v.start_utc::date, min(f.timestamp_utc), bool_and(${IN_ORDER})
    from forecasts f join forecast_values v using (forecast_uuid) where ${MADE_BEFORE}
    group by 1, 2;

    -- For each of the caller's sites and each target time in [from_utc, to_utc): the newest value
    -- (in the order of the rollup, and like there of runs made at or before the target time) of those
    -- that were written at or before made_by, have a horizon of at least min_horizon, and were written
    -- by day_ahead after the midnight that begins the day before the target's; days are those of
    -- utc_offset. What is NULL is not asked for. Of the model of that name; without one, of the site's
    -- model where it has one.
    -- First the runs, then their values, run by run by the index on forecast_uuid: "offset 0" keeps
    -- both steps from being joined in another way, by which a run would read all sites' whole days.
    -- Where all days are in order, the runs are those of the 2, then the 12 hours before the newest
    -- time that a run may have, and all runs only for the target times that have no answer by then.
    create function app.forecast_values_asked(of_sites uuid[], from_utc timestamp, to_utc timestamp,
      made_by timestamp, min_horizon integer, day_ahead interval, utc_offset interval, of_model text)
    returns table (site_uuid uuid, start_utc timestamp, end_utc timestamp,
      forecast_power_kw double precision, probabilistic_values jsonb, horizon_minutes integer,
      forecast_uuid uuid, timestamp_utc timestamp, model_name text, model_version text)
    language plpgsql stable ${DEFINER} set plan_cache_mode = force_custom_plan set jit = off as $$
    #variable_conflict use_column
    declare
      in_order boolean;
      sites uuid[]; -- with starts: what has no answer yet, where days are in order
      starts timestamp[];
      hours integer; -- how old runs may be this time, and how young they were the time before
      seen integer := 0;
      answers latest_forecast_values[];
    begin
      select bool_and(d.in_order), array_agg(distinct d.site_uuid) into in_order, of_sites
      from app.target_days d
      where d.site_uuid = any(of_sites) and d.site_uuid = any((select app.visible_sites())::uuid[])
        and d.day >= from_utc::date and d.day < to_utc;
      if in_order is null then return; end if;
      if in_order then
        select array_agg(k.site_uuid), array_agg(k.start_utc) into sites, starts from (
          select distinct l.site_uuid, l.start_utc
          from latest_forecast_values l join sites s on s.site_uuid = l.site_uuid
          left join ml_model m on m.model_uuid = l.ml_model_uuid
          left join ml_model own on own.model_uuid = s.ml_model_uuid
          where l.site_uuid = any(of_sites) and l.start_utc >= from_utc and l.start_utc < to_utc
            and (of_model is null and s.ml_model_uuid is null
              or m.name = coalesce(of_model, own.name))) k;
      end if;
      foreach hours in array case when in_order then array[2, 12, null] else array[null::integer] end
      loop
        if in_order then
          select min(k), max(k) + interval '1 microsecond' into from_utc, to_utc
          from unnest(starts) k;
          exit when from_utc is null;
        end if;
        with model as materialized (select m.model_uuid, m.name from ml_model m),
        days as materialized (
          select d.site_uuid, min(d.oldest_run_utc) as oldest_run_utc from app.target_days d
          where d.site_uuid = any(of_sites) and d.day >= from_utc::date and d.day < to_utc
          group by d.site_uuid),
        run as materialized (
          select f.*, of_model is null and s.ml_model_uuid is null as any_model,
            coalesce(of_model, own.name) as wanted_model
          from days d join sites s on s.site_uuid = d.site_uuid
          left join model own on own.model_uuid = s.ml_model_uuid
          cross join lateral (
            select f.forecast_uuid, f.site_uuid, f.timestamp_utc, f.created_utc from forecasts f
            where f.site_uuid = d.site_uuid and f.timestamp_utc >= d.oldest_run_utc
              and f.timestamp_utc < to_utc and f.timestamp_utc > '-infinity'
              and (hours is null or f.timestamp_utc >= ${
    newest("from_utc")
  } - make_interval(hours => hours))
              and (not in_order or f.timestamp_utc <=
                ${newest("to_utc")} - make_interval(hours => seen))
            offset 0) f)
        select array_agg(a::latest_forecast_values) into answers from (
          select distinct on (f.site_uuid, v.start_utc) f.site_uuid, v.start_utc, v.ml_model_uuid,
            v.end_utc, v.forecast_power_kw, v.probabilistic_values, v.horizon_minutes,
            f.forecast_uuid, f.timestamp_utc, f.created_utc as forecast_created_utc
          from run f
          cross join lateral (
            select v.* from forecast_values v
            where v.forecast_uuid = f.forecast_uuid
              and v.start_utc >= from_utc and v.start_utc < to_utc and v.start_utc < 'infinity'
              and (min_horizon is null or v.horizon_minutes >= min_horizon)
              and (hours is null or min_horizon is null or made_by is not null
                or day_ahead is not null or v.horizon_minutes <= greatest(min_horizon, 0) + hours * 60)
              and (made_by is null or v.created_utc <= made_by)
              and (day_ahead is null or v.created_utc <= ${deadline("v.start_utc")})
            offset 0) v
          left join model m on m.model_uuid = v.ml_model_uuid
          where f.timestamp_utc <= v.start_utc and (f.any_model or m.name = f.wanted_model)
            and (hours is null or f.timestamp_utc >=
              ${newest("v.start_utc")} - make_interval(hours => hours))
            and (not in_order or (f.site_uuid, v.start_utc) in (select * from unnest(sites, starts)))
          order by f.site_uuid, v.start_utc, ${NEWEST}) a;
        return query
          select a.site_uuid, a.start_utc, a.end_utc, a.forecast_power_kw, a.probabilistic_values,
            a.horizon_minutes, a.forecast_uuid, a.timestamp_utc, m.name::text, m.version::text
          from unnest(answers) a left join ml_model m on m.model_uuid = a.ml_model_uuid;
        select array_agg(k.s), array_agg(k.t) into sites, starts
        from (select * from unnest(sites, starts) k (s, t)
          except select a.site_uuid, a.start_utc from unnest(answers) a) k;
        seen := hours;
      end loop;
    end $$;
    grant execute on function app.forecast_values_asked(uuid[], timestamp, timestamp, timestamp,
      integer, interval, interval, text) to sitecast_app, sitecast_admin;
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop function app.forecast_values_asked(uuid[], timestamp, timestamp, timestamp, integer,
      interval, interval, text);
    create or replace function ${REFRESH} as $$
    begin
      execute $q$
        insert into latest_forecast_values as l (${COLUMNS})
        select distinct on (f.site_uuid, v.start_utc, 3) ${VALUES}
        ${OF_RUNS}
        order by f.site_uuid, v.start_utc, 3, ${NEWEST}
        ${TAKE_IN}
      $q$ using runs, from_utc, to_utc;
    end $$;
    drop table app.target_days;
  `);
}
