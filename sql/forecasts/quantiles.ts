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
