import { GAP } from "../../domain/loggers/gap.ts";
import type { Fragment, Fragments } from "../kit/queries.ts";

/** SQL: what `gapSeconds` (domain/loggers/gap.ts) returns of a column `interval_seconds`. */
export const gapSeconds = (sql: Fragments, interval: Fragment): Fragment =>
  sql`greatest(${GAP.intervals}::int * ${interval}, ${GAP.leastSeconds}::int)`;
