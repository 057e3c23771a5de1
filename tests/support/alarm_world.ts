import type { OwnerSql } from "../../db/client.ts";

/** A logger with one variable, `pv power` in W, and what the tests of alarms do with it. */
export interface AlarmWorld {
  logger: string;
  /** Stores readings: seconds after `start`, and values. The logger is seen at the last of them. */
  send(...samples: [second: number, value: number][]): Promise<void>;
  /** Adds a rule as the pages do, which judges readings of `pv power` unless it is about silence. */
  rule(some: Record<string, string | number | boolean | null>): Promise<string>;
  /** Lists alarms in order of time: `raised 10, cleared 20: text`. */
  alarms(): Promise<string[]>;
}

/** Makes a logger at a site, whose times are seconds after `start`. */
export async function alarmWorld(
  sql: OwnerSql,
  site: string,
  start: Temporal.Instant,
  name = "Roof",
): Promise<AlarmWorld> {
  const [made] = await sql<{ logger: string; variable: string }[]>`
    with l as (
      insert into app.loggers (site_uuid, name) values (${site}::uuid, ${name})
      returning logger_uuid)
    insert into app.logger_variables (logger_uuid, name, unit)
    select logger_uuid, 'pv power', 'W' from l
    returning logger_uuid as logger, variable_id::text as variable`;
  const { logger, variable } = made!;
  return {
    logger,
    async send(...samples) {
      await sql`
        insert into app.logger_readings (variable_id, time_utc, value)
        select ${variable}::bigint, ${start}::timestamp + second * interval '1 second', value
        from jsonb_to_recordset(${
        sql.json(samples.map(([second, value]) => ({ second, value })))
      }) s (second double precision, value double precision)`;
      const last = start.add({ seconds: Math.max(...samples.map(([second]) => second)) });
      await sql`
        update app.logger_variables set last_utc = greatest(last_utc, ${last}::timestamp)
        where variable_id = ${variable}::bigint`;
      await sql`
        update app.loggers set last_seen_utc = ${last}::timestamp where logger_uuid = ${logger}`;
    },
    async rule(some) {
      const { name, kind, threshold, hysteresis, for_seconds, whole } = {
        name: "",
        kind: "above",
        threshold: 0,
        hysteresis: 0,
        for_seconds: 0,
        whole: false,
        ...some,
      };
      const [rule] = await sql<{ rule_uuid: string }[]>`
        insert into app.alarm_rules (logger_uuid, variable_id, name, kind, threshold, hysteresis,
          for_seconds)
        values (${logger}, ${whole ? null : variable}::bigint, ${name}, ${kind}, ${threshold},
          ${hysteresis}, ${for_seconds})
        returning rule_uuid`;
      return rule!.rule_uuid;
    },
    async alarms() {
      const rows = await sql<{ raised: number; cleared: number | null; description: string }[]>`
        select extract(epoch from raised_utc - ${start}::timestamp)::float8 as raised,
          extract(epoch from cleared_utc - ${start}::timestamp)::float8 as cleared, description
        from app.alarms where logger_uuid = ${logger} order by raised_utc, description`;
      return rows.map(({ raised, cleared, description }) =>
        `raised ${raised}${cleared === null ? "" : `, cleared ${cleared}`}: ${description}`
      );
    },
  };
}
