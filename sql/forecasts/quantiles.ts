import type { Fragment, Fragments } from "../kit/queries.ts";

/**
 * SQL: P10 or P90 of a row's `probabilistic_values` in kW, as decimal text. NULL when it is no
 * number (other writers may store any JSON), and when it has more than 300 characters: such a
 * number is beyond double precision, and casting it would fail (SQLSTATE 22003).
 */
export const quantileText = (sql: Fragments, name: "p10" | "p90"): Fragment =>
  sql`
    case when jsonb_typeof(probabilistic_values -> ${name}) = 'number'
        and length(probabilistic_values ->> ${name}) <= 300
      then probabilistic_values ->> ${name} end`;

/** SQL: the same with at most three decimals. */
export const roundedQuantile = (sql: Fragments, name: "p10" | "p90"): Fragment =>
  sql`trim_scale(round((${quantileText(sql, name)})::numeric, 3))::text`;

/** SQL: all quantiles of a row in kW by name, `{"p10": 1.2, "p90": 3.4}`, likewise rounded. */
export const levels = (sql: Fragments): Fragment =>
  sql`(
    select coalesce(jsonb_object_agg(key, trim_scale(round(level::numeric, 3))), '{}')::text
    from (
      select key, case when jsonb_typeof(value) = 'number' and length(value::text) <= 300
          then value::text end as level
      from jsonb_each(case when jsonb_typeof(probabilistic_values) = 'object'
        then probabilistic_values else '{}' end)
      where key ~ '^p[0-9][0-9]$') l
    where level is not null)`;
