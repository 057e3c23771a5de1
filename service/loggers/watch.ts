import type { OwnerSql } from "../../db/client.ts";
import { storeAttention } from "../../sql/loggers/attention.ts";
import { judgeRules } from "./rules.ts";

/** Judges the rules of loggers, and says which sites need attention because of their loggers. */
export async function watchLoggers(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<void> {
  await judgeRules(sql, now, signal);
  await storeAttention(sql, now);
}
