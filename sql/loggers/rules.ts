import type { ScopedSql } from "../../db/scope.ts";
import { AppError } from "../../domain/errors.ts";
import { type AlarmRule, judgesOtherwise, type NewRule } from "../../domain/loggers/rule.ts";
import { NEW_STATE, type RuleState } from "../../domain/loggers/rules.ts";
import { json } from "../kit/json.ts";
import type { Fragment, Fragments } from "../kit/queries.ts";

/** A rule with what its pages show beside it. */
export type ListedRule = AlarmRule & { unit: string | null; open_alarm_uuid: string | null };

/** Rules of a logger: more would not be read by anybody, and each costs work at every reading. */
export const MOST_RULES = 100;

/** SQL: the columns of a ListedRule, from app.alarm_rules r and app.logger_variables v. */
const columns = (sql: Fragments): Fragment =>
  sql`r.rule_uuid, r.logger_uuid, v.name as variable, coalesce(v.unit, v.feed_unit) as unit, r.name, r.kind, r.threshold,
    r.hysteresis, r.for_seconds, r.severity, r.is_active,
    (select a.alarm_uuid from app.alarms a
      where a.rule_uuid = r.rule_uuid and a.cleared_utc is null
        and a.dismissed_utc is null) as open_alarm_uuid`;

/** Returns the rules of a logger, by variable; those of the whole logger come first. */
export async function listRules(sql: ScopedSql, loggerUuid: string): Promise<ListedRule[]> {
  return await sql<ListedRule[]>`
    select ${
    columns(sql)
  } from app.alarm_rules r left join app.logger_variables v using (variable_id)
    where r.logger_uuid = ${loggerUuid}::uuid
    order by v.name nulls first, r.kind, r.threshold, r.rule_uuid`;
}

/** Returns a rule of a logger; undefined without one. */
export async function findRule(
  sql: ScopedSql,
  loggerUuid: string,
  ruleUuid: string,
): Promise<ListedRule | undefined> {
  const [rule] = await sql<ListedRule[]>`
    select ${
    columns(sql)
  } from app.alarm_rules r left join app.logger_variables v using (variable_id)
    where r.logger_uuid = ${loggerUuid}::uuid and r.rule_uuid = ${ruleUuid}::uuid`;
  return rule;
}

/**
 * Adds a rule, which begins with the newest reading that there is. Returns its UUID; throws "invalid"
 * at `variable` when the logger has none of that name, and "conflict" past 100 rules.
 */
export async function addRule(
  sql: ScopedSql,
  loggerUuid: string,
  rule: NewRule,
  now: Temporal.Instant,
): Promise<string> {
  const [{ count } = { count: 0 }] = await sql<{ count: number }[]>`
    select count(*)::int as count from app.alarm_rules where logger_uuid = ${loggerUuid}::uuid`;
  if (count >= MOST_RULES) {
    throw new AppError("conflict", `A logger has at most ${MOST_RULES} rules. Remove one first.`);
  }
  const begin = await beginOf(sql, loggerUuid, rule, now);
  const [made] = await sql<{ rule_uuid: string }[]>`
    insert into app.alarm_rules (logger_uuid, variable_id, name, kind, threshold, hysteresis,
      for_seconds, severity, is_active, state)
    values (${loggerUuid}::uuid, ${begin.variable_id}, ${rule.name}, ${rule.kind},
      ${rule.threshold ?? 0}, ${rule.hysteresis}, ${rule.for_seconds}, ${rule.severity},
      ${rule.is_active}, ${json(sql, begin.state)})
    returning rule_uuid`;
  return made!.rule_uuid;
}

/**
 * Writes a rule as it is to be. One that judges otherwise than before begins anew, and its open
 * alarm is cleared. Returns false without such a rule; throws "invalid" as `addRule` does.
 */
export async function updateRule(
  sql: ScopedSql,
  loggerUuid: string,
  ruleUuid: string,
  rule: NewRule,
  now: Temporal.Instant,
): Promise<boolean> {
  await holdRule(sql, loggerUuid, ruleUuid);
  const before = await findRule(sql, loggerUuid, ruleUuid);
  if (before === undefined) return false;
  const after = { ...rule, threshold: rule.threshold ?? 0 };
  const begin = judgesOtherwise(before, after)
    ? await beginOf(sql, loggerUuid, rule, now)
    : undefined;
  if (begin) await clearRule(sql, ruleUuid);
  await sql`
    update app.alarm_rules set name = ${rule.name}, severity = ${rule.severity}
      ${
    begin
      ? sql`, variable_id = ${begin.variable_id}, kind = ${rule.kind},
        threshold = ${after.threshold}, hysteresis = ${rule.hysteresis},
        for_seconds = ${rule.for_seconds}, is_active = ${rule.is_active},
        state = ${json(sql, begin.state)}`
      : sql``
  }
    where rule_uuid = ${ruleUuid}::uuid`;
  return true;
}

/** Removes a rule and clears its open alarm; its alarms stay. Returns false without such a rule. */
export async function removeRule(
  sql: ScopedSql,
  loggerUuid: string,
  ruleUuid: string,
): Promise<boolean> {
  if (!await holdRule(sql, loggerUuid, ruleUuid)) return false;
  await clearRule(sql, ruleUuid);
  const removed = await sql`
    delete from app.alarm_rules where rule_uuid = ${ruleUuid}::uuid returning 1`;
  return removed.length > 0;
}

/** Makes the service wait with this rule for the end of the transaction, or waits for the service. */
async function holdRule(sql: ScopedSql, loggerUuid: string, ruleUuid: string): Promise<boolean> {
  const held = await sql`
    select 1 from app.alarm_rules
    where rule_uuid = ${ruleUuid}::uuid and logger_uuid = ${loggerUuid}::uuid for update`;
  return held.length > 0;
}

const clearRule = (sql: ScopedSql, ruleUuid: string) =>
  sql`update app.alarms set cleared_utc = greatest(raised_utc, now() at time zone 'utc')
    where rule_uuid = ${ruleUuid}::uuid and cleared_utc is null`;

interface Begin {
  variable_id: string | null;
  state: RuleState;
}

/** Returns the id of a rule's variable, and the state from which it judges the newest reading first. */
async function beginOf(
  sql: ScopedSql,
  loggerUuid: string,
  { kind, variable }: NewRule,
  now: Temporal.Instant,
): Promise<Begin> {
  const nowMicros = now.epochMilliseconds * 1000;
  if (variable === null) {
    return { variable_id: null, state: { ...NEW_STATE, time: nowMicros } };
  }
  const [found] = await sql<{ variable_id: string; last: string | null }[]>`
    select variable_id::text as variable_id,
      (extract(epoch from last_utc) * 1000000)::bigint::text as last
    from app.logger_variables where logger_uuid = ${loggerUuid}::uuid and name = ${variable}`;
  if (!found) {
    throw new AppError("invalid", "The rule is not valid.", {
      fields: [{ field: "variable", message: "This logger has no variable of this name." }],
    });
  }
  const { variable_id, last } = found;
  if (kind === "silent") return { variable_id, state: { ...NEW_STATE, time: nowMicros } };
  return { variable_id, state: { ...NEW_STATE, time: last === null ? null : Number(last) - 1 } };
}
