/**
 * Scores of forecasts with P-levels, as SQL. `error` is a level minus the measured power, in kW.
 *
 * - Pinball loss of a level τ: (1 − τ) × error above the measured power, τ × −error below it
 *   (Koenker & Bassett 1978); of a value the mean over its levels.
 * - CRPS: twice the integral of the pinball loss over all levels from 0 to 1 (Gneiting & Raftery,
 *   Strictly Proper Scoring Rules, Prediction, and Estimation, Journal of the American Statistical
 *   Association 102, 2007; Laio & Tamea, Verification tools for probabilistic forecasts of
 *   continuous hydrological variables, Hydrology and Earth System Sciences 11, 2007). Between the
 *   levels of a value the power is linear in the level, beyond the outer ones it stays the same.
 *   Without levels both follow from the forecast power alone: the CRPS is the absolute error.
 */
import type { Fragment, Fragments } from "../kit/queries.ts";
import { LIMIT_KW } from "./limits.ts";

/** SQL: a level in kW as double precision; NULL where it is none, or beyond all powers. */
export const levelKw = (sql: Fragments, numeric: Fragment): Fragment =>
  sql`
    case when abs(${numeric}) < 1e-100 then 0
      when abs(${numeric}) < ${LIMIT_KW}::numeric then (${numeric})::float8 end`;

const pinball = (sql: Fragments, level: Fragment, error: Fragment) =>
  sql`(greatest(${error}, 0) - ${level} * ${error})`;

interface Edge {
  level: Fragment;
  error: Fragment;
}

/**
 * SQL: the integral of the pinball loss between two levels, where the error is linear. The part of
 * the error above 0 is a trapezium or, where the sign changes, a triangle; level × error is a
 * parabola, whose integral Simpson's rule gives exactly.
 */
const integral = (sql: Fragments, { level: a, error: x }: Edge, { level: b, error: y }: Edge) =>
  sql`
    ((${b} - ${a}) * (case
        when (${x} < 0) = (${y} < 0) then (greatest(${x}, 0) + greatest(${y}, 0)) / 2
        else greatest(${x}, ${y}) ^ 2 / (2 * abs(${x} - ${y})) end
      - (${a} * ${x} + (${a} + ${b}) * (${x} + ${y}) + ${b} * ${y}) / 6))`;

/** SQL: pinball and CRPS of a value with P10, median and P90, by the columns of their errors. */
const bandScores = (sql: Fragments) => {
  const levels = [
    { level: sql`0.1::float8`, error: sql`low_kw` },
    { level: sql`0.5::float8`, error: sql`error_kw` },
    { level: sql`0.9::float8`, error: sql`high_kw` },
  ] as const;
  const [low, median, high] = levels;
  const losses = levels.map(({ level, error }) => pinball(sql, level, error));
  const first = { level: sql`0::float8`, error: low.error };
  const last = { level: sql`1::float8`, error: high.error };
  return sql`array[(${losses[0]!} + ${losses[1]!} + ${losses[2]!}) / 3,
    2 * (${integral(sql, first, low)} + ${integral(sql, low, median)}
      + ${integral(sql, median, high)} + ${integral(sql, high, last)})]`;
};

/**
 * SQL: the levels beside P10 and P90 of a row, level and kW, from column `more`: an array of
 * `[seconds, probabilistic_values]`, over which those that all have are averaged by time.
 */
const otherLevels = (sql: Fragments) =>
  sql`
    select substr(key, 2)::float8 / 100 as level,
      ${levelKw(sql, sql`sum((part ->> 0)::numeric * kw) / sum((part ->> 0)::numeric)`)} as kw
    from (
      select part, key, case when jsonb_typeof(value) = 'number' and length(value::text) <= 300
        then value::text::numeric end as kw
      from jsonb_array_elements(more) m (part), jsonb_each(part -> 1)
      where key ~ '^p[0-9][0-9]$' and key not in ('p00', 'p10', 'p90')) l
    group by key having count(kw) = jsonb_array_length(more)`;

/** SQL: the same scores of a value with any levels; P50 takes the place of the forecast power. */
const levelScores = (sql: Fragments) => {
  const edge = { level: sql`level`, error: sql`error` };
  return sql`(
    select array[avg(${pinball(sql, sql`level`, sql`error`)}),
      2 * sum(${integral(sql, { level: sql`from_level`, error: sql`from_error` }, edge)}
        + case when is_last then ${
    integral(sql, edge, { level: sql`1::float8`, error: sql`error` })
  } else 0 end)]
    from (
      select level, error, coalesce(lag(level) over w, 0) as from_level,
        coalesce(lag(error) over w, error) as from_error, lead(level) over w is null as is_last
      from (
        select distinct on (level) level, kw - power_kw as error
        from (
          select level, kw, 1 as rank from (${otherLevels(sql)}) o
          union all select 0.1, low_kw + power_kw, 1 union all select 0.9, high_kw + power_kw, 1
          union all select 0.5, error_kw + power_kw, 2) a
        where kw is not null order by level, rank) l
      window w as (order by level)) e)`;
};

/**
 * SQL: an array of pinball and CRPS in kW, of a row with `error_kw` (of the forecast power),
 * `low_kw` and `high_kw` (errors of P10 and P90, or NULL), `power_kw` (measured) and `more`.
 */
export const scores = (sql: Fragments): Fragment =>
  sql`
    case
      when more is null and low_kw is null and high_kw is null
        then array[abs(error_kw) / 2, abs(error_kw)]
      when more is null and low_kw is not null and high_kw is not null then ${bandScores(sql)}
      else ${levelScores(sql)} end`;
