import type { OwnerSql } from "../../db/client.ts";
import { gapSeconds } from "../../domain/loggers/gap.ts";
import { judge, type Judged, passTime, type RuleEvent } from "../../domain/loggers/rules.ts";
import type { OwnerTransaction } from "../../sql/kit/queries.ts";
import * as looks from "../../sql/loggers/rule_looks.ts";
import { log } from "../log.ts";

/** Readings of one transaction: it holds the rule for a fraction of a second. */
const READINGS = 5000;

/**
 * Judges all rules of loggers that readings or the time can have changed, and stores the alarms that
 * they raise and clear. What a rule remembers is stored with them, so that a service that was killed
 * goes on where it was, and of two instances the second one finds nothing left. Rules take turns: one
 * with many readings to judge waits for the others between its looks. Returns how many alarms were
 * raised or cleared.
 */
export async function judgeRules(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<number> {
  let count = 0;
  const waiting = await looks.dueRules(sql, now);
  for (let rule = waiting.shift(); rule; rule = signal?.aborted ? undefined : waiting.shift()) {
    try {
      const { events, isDone } = await lookAt(sql, rule, now);
      count += events.length;
      if (!isDone) waiting.push(rule);
    } catch (error) {
      // One failing rule must not stop the others; the next look tries it again.
      log.error("judging the rule {rule} failed: {error}", { rule, error });
    }
  }
  return count;
}

const lookAt = (sql: OwnerSql, rule: string, now: Temporal.Instant) =>
  sql.begin((tx) => look(tx, rule, now));

/** Judges the next readings of a rule; `isDone` when there are no more of them. */
async function look(
  sql: OwnerTransaction,
  ruleUuid: string,
  now: Temporal.Instant,
): Promise<{ events: RuleEvent[]; isDone: boolean }> {
  const rule = await looks.holdDueRule(sql, ruleUuid);
  if (!rule) return { events: [], isDone: true };
  const time = now.epochMilliseconds * 1000;
  const readings = await readingsOf(sql, rule, time);
  const hold = gapSeconds(rule.interval_seconds);
  const judged = judge(rule, rule.state, readings, hold);
  const isDone = readings.length < READINGS;
  const passed = isDone ? passTime(rule, judged.state, time, hold) : { ...judged, events: [] };
  const both: Judged = { state: passed.state, events: [...judged.events, ...passed.events] };
  await looks.storeJudged(sql, rule, both);
  return { events: both.events, isDone };
}

/** Returns the readings that a rule has not judged; of a silent one, the last sign of life. */
async function readingsOf(sql: OwnerTransaction, rule: looks.DueRule, time: number) {
  if (rule.kind !== "silent") {
    const { variable_id, state } = rule;
    const wanted = { after: state.time, until: time, limit: READINGS };
    return await looks.readingsAfter(sql, variable_id!, wanted);
  }
  return rule.last === null ? [] : [{ time: Math.min(rule.last, time), value: 0 }];
}
