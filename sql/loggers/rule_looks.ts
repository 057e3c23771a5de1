import type { OwnerSql } from "../../db/client.ts";
import type { Reading } from "../../domain/loggers/reading.ts";
import { alarmText } from "../../domain/loggers/rule_text.ts";
import type { JudgedRule } from "../../domain/loggers/rule.ts";
import { type Judged, NEW_STATE, type RuleState } from "../../domain/loggers/rules.ts";
import { json } from "../kit/json.ts";
import type { Fragment, Fragments, OwnerTransaction } from "../kit/queries.ts";

/** A rule to be judged, with what its logger is known to have sent. */
export interface DueRule extends JudgedRule {
  interval_seconds: number;
  /** When its logger or variable last showed signs of life, in microseconds; null: never. */
  last: number | null;
}

/** SQL: microseconds since 1970 of a `timestamp`. */
const micros = (sql: Fragments, time: Fragment): Fragment =>
  sql`(extract(epoch from ${time}) * 1000000)::bigint`;

/** SQL: when the logger or variable of a rule last showed signs of life, in microseconds. */
const signOfLife = (sql: Fragments): Fragment =>
  sql`(case when r.variable_id is null then ${micros(sql, sql`l.last_seen_utc`)}
    else ${micros(sql, sql`v.last_utc`)} end)`;

/**
 * Returns active rules that a look at `now` can change: those with readings that they have not
 * judged, and those that time alone makes raise an alarm. In another order each time, so that none
 * waits for ever where there are more than can be judged.
 */
export async function dueRules(sql: OwnerSql, now: Temporal.Instant): Promise<string[]> {
  const time = now.epochMilliseconds * 1000;
  const wait = sql`r.for_seconds * 1000000::bigint`;
  const rows = await sql<{ rule_uuid: string }[]>`
    select r.rule_uuid from app.alarm_rules r
    join app.loggers l using (logger_uuid) left join app.logger_variables v using (variable_id)
    where r.is_active and case
      when r.kind <> 'silent' then
        least(${signOfLife(sql)}, ${time}::bigint)
          > coalesce((r.state->>'time')::bigint, -1)
        or (r.kind <> 'rate' and r.state->>'raised' is null
          and (r.state->>'since')::bigint + ${wait} <= ${time}::bigint)
      when r.state->>'raised' is not null then ${signOfLife(sql)} > (r.state->>'time')::bigint
      else greatest(${signOfLife(sql)}, (r.state->>'time')::bigint) + ${wait} <= ${time}::bigint end
    order by random()`;
  return rows.map(({ rule_uuid }) => rule_uuid);
}

/**
 * Returns a rule, and makes other instances wait with it for the end of the transaction; undefined
 * when it was removed or switched off.
 */
export async function holdDueRule(
  sql: OwnerTransaction,
  ruleUuid: string,
): Promise<DueRule | undefined> {
  const [rule] = await sql<(Omit<DueRule, "last"> & { last: string | null })[]>`
    select r.rule_uuid, r.logger_uuid, r.variable_id::text as variable_id, v.name as variable, coalesce(v.unit, v.feed_unit) as unit,
      r.name, r.kind, r.threshold, r.hysteresis, r.for_seconds, r.severity, r.is_active, r.state,
      l.interval_seconds, ${signOfLife(sql)}::text as last
    from app.alarm_rules r
    join app.loggers l using (logger_uuid) left join app.logger_variables v using (variable_id)
    where r.rule_uuid = ${ruleUuid}::uuid and r.is_active for update of r`;
  if (!rule) return undefined;
  const last = rule.last === null ? null : Number(rule.last);
  return { ...rule, state: { ...NEW_STATE, ...rule.state }, last };
}

/** Returns at most `limit` readings of a variable after one time and up to another, in order. */
export async function readingsAfter(
  sql: OwnerTransaction,
  variableId: string,
  { after, until, limit }: { after: number | null; until: number; limit: number },
): Promise<Pick<Reading, "time" | "value">[]> {
  const rows = await sql<{ time: string; value: number }[]>`
    select ${micros(sql, sql`time_utc`)}::text as time, value from app.logger_readings
    where variable_id = ${variableId}::bigint and time_utc <= ${utc(sql, until)}
      ${after === null ? sql`` : sql`and time_utc > ${utc(sql, after)}`}
    order by time_utc limit ${limit}`;
  return rows.map(({ time, value }) => ({ time: Number(time), value }));
}

/** Stores what a rule found, and what it remembers. One alarm of a rule is open at a time. */
export async function storeJudged(
  sql: OwnerTransaction,
  rule: JudgedRule,
  { state, events }: Judged,
): Promise<void> {
  for (const event of events) {
    const time = utc(sql, event.time);
    if (event.kind === "cleared") {
      await sql`
        update app.alarms set cleared_utc = greatest(raised_utc, ${time})
        where rule_uuid = ${rule.rule_uuid}::uuid and cleared_utc is null`;
    } else {
      await sql`
        insert into app.alarms (logger_uuid, rule_uuid, severity, description, raised_utc)
        values (${rule.logger_uuid}::uuid, ${rule.rule_uuid}::uuid, ${rule.severity},
          ${alarmText(rule, event)}, ${time})
        on conflict (rule_uuid) where cleared_utc is null do nothing`;
    }
  }
  if (!isSame(state, rule.state)) {
    await sql`
      update app.alarm_rules set state = ${json(sql, state)}
      where rule_uuid = ${rule.rule_uuid}::uuid`;
  }
}

const isSame = (one: RuleState, other: RuleState) =>
  one.time === other.time && one.value === other.value && one.since === other.since &&
  one.raised === other.raised;

/** SQL: the `timestamp` of microseconds since 1970, to the microsecond. */
const utc = (sql: Fragments, time: number): Fragment =>
  sql`('1970-01-01'::timestamp + ${time}::bigint * interval '1 microsecond')`;
