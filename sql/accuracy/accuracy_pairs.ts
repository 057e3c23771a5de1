import type { AccuracyDay } from "../../domain/accuracy/accuracy_day.ts";
import { HORIZONS } from "../../domain/accuracy/accuracy.ts";
import { generationTouching } from "../generation/finite.ts";
import { quantileText } from "../forecasts/quantiles.ts";
import type { OwnerTransaction } from "../kit/queries.ts";
import { BASELINE_MODEL } from "../../domain/forecasts/baseline_forecast.ts";
import { json } from "../kit/json.ts";
import { overlapsOutage } from "../sites/outages.ts";
import { LIMIT_KW } from "./limits.ts";
import { levelKw, scores } from "./scores.ts";

export type Tx = OwnerTransaction;

/** Bounds between the horizons, and the horizons' hours: arrays of PostgreSQL as text. */
const BOUNDS = `{${HORIZONS.slice(1).map(({ from_minutes }) => `${from_minutes} minutes`)}}`;
const HOURS = `{${HORIZONS.map(({ hours }) => hours)}}`;
/** SQL: the power in kW; 0 below 1e-100, whose square would be an underflow error (22003). */
const powerKw = (sql: Tx, of: "forecast" | "generation") => {
  const power = of === "forecast" ? sql`forecast_power_kw` : sql`generation_power_kw`;
  return sql`case when abs(${power}) < 1e-100 then 0 else ${power} end`;
};

/**
 * SQL: the runs that can have values for the day. `app.target_days` has the oldest run that does,
 * so that the site's history before it is not read.
 */
const runsOf = (sql: Tx, { site_uuid, day }: AccuracyDay) =>
  sql`
    select forecast_uuid, timestamp_utc from forecasts
    where site_uuid = ${site_uuid}::uuid
      and timestamp_utc >= (select oldest_run_utc from app.target_days
        where site_uuid = ${site_uuid}::uuid and day = ${day.toString()}::date)
      and timestamp_utc < ${day.add({ days: 1 }).toString()}::date
      and timestamp_utc > '-infinity'`;

/** Measured periods up to this length are compared whole, even if a run has shorter ones. */
const LONGEST_WHOLE = "2 hours";

/**
 * SQL: the values of table `run` that were made at or before their start: of the day, and of the
 * time after it that a measured period of the day can reach into.
 */
const valuesOf = (sql: Tx, { day }: AccuracyDay) =>
  sql`
    select v.forecast_uuid, r.timestamp_utc, v.ml_model_uuid,
      coalesce(v.ml_model_uuid = any(array(
        select model_uuid from ml_model where name = ${BASELINE_MODEL.name})), false) as is_baseline,
      v.start_utc, v.end_utc, ${powerKw(sql, "forecast")} as forecast_power_kw,
      (${quantileText(sql, "p10")})::numeric as p10, (${quantileText(sql, "p90")})::numeric as p90,
      case when jsonb_typeof(probabilistic_values) = 'object'
        then nullif(probabilistic_values - '{p10,p90}'::text[], '{}') end as other_levels
    from forecast_values v join run r using (forecast_uuid)
    where v.forecast_uuid = any(array(select forecast_uuid from run))
      and v.start_utc >= ${day.toString()}::date
      and v.start_utc < ${day.add({ days: 1 }).toString()}::date + ${LONGEST_WHOLE}::interval
      and r.timestamp_utc <= v.start_utc
      and v.end_utc > v.start_utc and v.end_utc <= v.start_utc + interval '1 day'
      and abs(v.forecast_power_kw) < ${LIMIT_KW}`;

/** SQL: the measured pieces that can overlap with a period that starts on the day. */
const measuredOf = (sql: Tx, { site_uuid, day }: AccuracyDay) =>
  sql`
    select start_utc, end_utc, ${powerKw(sql, "generation")} as power_kw
    from ${generationTouching(sql, [site_uuid], startOf(day), startOf(day.add({ days: 2 })))} finite
    where abs(generation_power_kw) < ${LIMIT_KW}`;

/** SQL: the measured pieces of table `stored` that no outage or curtailment overlaps. */
const outsideOutages = (sql: Tx, { site_uuid }: AccuracyDay) =>
  sql`
    select start_utc, end_utc, power_kw from stored m
    where not ${overlapsOutage(sql, site_uuid, { start: sql`m.start_utc`, end: sql`m.end_utc` })}`;

/**
 * SQL, as CTEs up to `forecast`: what is compared with measurements. These are the values of the
 * day, except those that are shorter than a measured period of at most two hours which overlaps
 * with them: the values of one run are averaged over that period by time, where together they cover
 * it without overlap; it belongs to the day on which it starts.
 */
const forecasts = (sql: Tx, { day }: AccuracyDay) =>
  sql`
    shorter as materialized (
      select v.start_utc, v.end_utc, m.start_utc as from_utc, m.end_utc as to_utc,
        extract(epoch from least(m.end_utc, v.end_utc) - greatest(m.start_utc, v.start_utc))
          as seconds
      from (select distinct start_utc, end_utc from value) v
      join measured m on m.start_utc < v.end_utc and m.end_utc > v.start_utc
        and m.end_utc - m.start_utc > v.end_utc - v.start_utc
        and m.end_utc <= m.start_utc + ${LONGEST_WHOLE}::interval),
    compared as (
      select forecast_uuid, timestamp_utc, ml_model_uuid, is_baseline, start_utc, end_utc,
        forecast_power_kw, p10, p90,
        case when other_levels is not null
          then jsonb_build_array(jsonb_build_array(1, other_levels)) end as more
      from value v
      where start_utc < ${day.add({ days: 1 }).toString()}::date and not exists (
        select from shorter s where s.start_utc = v.start_utc and s.end_utc = v.end_utc)
      union all
      select forecast_uuid, timestamp_utc, ml_model_uuid, is_baseline, from_utc, to_utc,
        sum(forecast_power_kw * seconds::float8) / sum(seconds)::float8,
        case when count(p10) = count(*) then sum(p10 * seconds) / sum(seconds) end,
        case when count(p90) = count(*) then sum(p90 * seconds) / sum(seconds) end,
        case when count(other_levels) > 0
          then jsonb_agg(jsonb_build_array(seconds, coalesce(other_levels, '{}'))) end
      from shorter s join value v using (start_utc, end_utc)
      where from_utc >= ${day.toString()}::date
        and from_utc < ${day.add({ days: 1 }).toString()}::date and timestamp_utc <= from_utc
      group by 1, 2, 3, 4, 5, 6
      having sum(seconds) = extract(epoch from to_utc - from_utc)),
    forecast as materialized (
      select *, width_bucket(start_utc - timestamp_utc, ${BOUNDS}::interval[]) as bucket
      from compared)`;

const startOf = (day: Temporal.PlainDate) => day.toZonedDateTime("UTC").toInstant();

/**
 * SQL, as CTEs up to `baseline`: the mean absolute error of the baseline's runs in each period of
 * another model, by horizon. The values of a run are averaged over the period by time: together
 * they must cover it without overlap.
 */
const baselineErrors = (sql: Tx) =>
  sql`
    wanted as materialized (
      select distinct start_utc, end_utc, l.power_kw
      from forecast f join lit l using (start_utc, end_utc) where not f.is_baseline),
    share as materialized (
      select w.start_utc, w.end_utc, w.power_kw, b.start_utc as from_utc, b.end_utc as to_utc,
        extract(epoch from least(w.end_utc, b.end_utc) - greatest(w.start_utc, b.start_utc))
          / extract(epoch from w.end_utc - w.start_utc)::float8 as share
      from wanted w join (select distinct start_utc, end_utc from value where is_baseline) b
        on b.start_utc < w.end_utc and b.end_utc > w.start_utc),
    brought as (
      select s.start_utc, s.end_utc, v.timestamp_utc,
        abs(sum(v.forecast_power_kw * share) - s.power_kw) as abs_kw
      from share s join value v on v.start_utc = s.from_utc and v.end_utc = s.to_utc
      where v.is_baseline
      group by s.start_utc, s.end_utc, s.power_kw, v.timestamp_utc, v.forecast_uuid, v.ml_model_uuid
      having abs(sum(share) - 1) < 1e-9),
    baseline as materialized (
      select start_utc, end_utc,
        width_bucket(start_utc - timestamp_utc, ${BOUNDS}::interval[]) as bucket,
        avg(abs_kw) as baseline_kw
      from brought group by 1, 2, 3)`;

/**
 * SQL, from `with` on: CTEs up to `line`, which has a row for each model and horizon, once for
 * daylight and once for the whole day. The other CTEs that queries use are `value`, the values of
 * the runs, and `stored`, the measurements.
 *
 * What a pair is: the mean power over [start, end) that a run made at or before its start has
 * forecast, and the mean measured power, where at least two thirds of that time were measured.
 *
 * - Measurements are read as they are everywhere (sql/generation/finite.ts): no time counts twice.
 *   Those that a marked outage or curtailment overlaps count as not measured.
 * - The period is that of the forecast value. Where measured periods of at most two hours are
 *   longer, it is the measured period, and the run's values are averaged over it; P10 and P90, too.
 * - Periods end after their start and last at most a day; power is finite and below 1e100 kW.
 * - Every run counts, also when several have the same issue time.
 * - A pair is in daylight when the sun is up in the middle of its period.
 * - A mean that equals P10 or P90 (to 15 digits) is inside the band.
 * - A pair is compared with the baseline where the baseline's error at this horizon is known for
 *   the whole period.
 */
export const lines = (sql: Tx, siteDay: AccuracyDay) =>
  sql`
    with run as materialized (${runsOf(sql, siteDay)}),
    value as materialized (${valuesOf(sql, siteDay)}),
    stored as materialized (${measuredOf(sql, siteDay)}
      and start_utc < (select max(end_utc) from value)),
    measured as materialized (${outsideOutages(sql, siteDay)}),
    ${forecasts(sql, siteDay)},
    period as materialized (
      select distinct start_utc, end_utc from forecast),
    actual as materialized (
      select start_utc, end_utc, sum(power_kw * seconds) / sum(seconds) as power_kw
      from (
        select p.start_utc, p.end_utc, power_kw,
          extract(epoch from least(m.end_utc, p.end_utc) - greatest(m.start_utc, p.start_utc))
            as seconds
        from period p join measured m on m.start_utc < p.end_utc and m.end_utc > p.start_utc) o
      group by 1, 2
      having sum(seconds) * 3 >= extract(epoch from end_utc - start_utc) * 2),
    lit as materialized (
      select *, power_kw::numeric as power, ${siteDay.nights !== undefined} and not exists (
        select from jsonb_to_recordset(${json(sql, siteDay.nights ?? [])})
          n (start_utc timestamp, end_utc timestamp)
        where a.start_utc + (a.end_utc - a.start_utc) / 2 >= n.start_utc
          and a.start_utc + (a.end_utc - a.start_utc) / 2 < n.end_utc) as is_lit
      from actual a),
    ${baselineErrors(sql)},
    pair as (
      select f.ml_model_uuid, l.is_lit, f.bucket, b.baseline_kw,
        f.forecast_power_kw - l.power_kw as error_kw, l.power_kw, f.more,
        ${levelKw(sql, sql`p10`)} - l.power_kw as low_kw,
        ${levelKw(sql, sql`p90`)} - l.power_kw as high_kw,
        p10 is not null and p90 is not null as has_band,
        l.power >= p10 and l.power <= p90 as is_inside
      from forecast f join lit l using (start_utc, end_utc)
      left join baseline b on not f.is_baseline and b.start_utc = f.start_utc
        and b.end_utc = f.end_utc and b.bucket = f.bucket),
    scored as materialized (select *, ${scores(sql)} as scores from pair),
    cell as (
      select ml_model_uuid, bucket, is_lit, count(*) as pairs, sum(abs(error_kw)) as abs_kw,
        sum(error_kw * error_kw) as square_kw2, sum(error_kw) as error_kw,
        count(*) filter (where has_band) as band_pairs,
        count(*) filter (where has_band and is_inside) as inside_pairs,
        count(baseline_kw) as compared_pairs,
        coalesce(sum(abs(error_kw)) filter (where baseline_kw is not null), 0) as compared_abs_kw,
        coalesce(sum(baseline_kw), 0) as baseline_abs_kw,
        sum(scores[1]) as pinball_kw, sum(scores[2]) as crps_kw
      from scored group by 1, 2, 3),
    line as materialized (
      select l.daylight, m.name as model_name, (${HOURS}::smallint[])[bucket + 1] as horizon_hours,
        sum(pairs) as pairs, sum(abs_kw) as abs_kw,
        sum(square_kw2) as square_kw2, sum(error_kw) as error_kw, sum(band_pairs) as band_pairs,
        sum(inside_pairs) as inside_pairs, sum(compared_pairs) as compared_pairs,
        sum(compared_abs_kw) as compared_abs_kw, sum(baseline_abs_kw) as baseline_abs_kw,
        sum(pinball_kw) as pinball_kw, sum(crps_kw) as crps_kw
      from cell c join (values (true), (false)) l (daylight) on c.is_lit or not l.daylight
      left join ml_model m on m.model_uuid = c.ml_model_uuid
      group by 1, 2, 3)`;
