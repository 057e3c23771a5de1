import type { OwnerSql } from "../../db/client.ts";

/** Inserts a logger of a site with a row in every table that belongs to loggers; returns its UUID. */
export async function fillLogger(sql: OwnerSql, group: string, site: string): Promise<string> {
  const [logger] = await sql<{ uuid: string }[]>`
    insert into app.loggers (site_uuid, site_group_uuid, name)
    values (${site}, ${group}, 'Roof meter') returning logger_uuid as uuid`;
  const { uuid } = logger!;
  await sql`
    insert into app.logger_keys (logger_uuid, key_hash, prefix)
    values (${uuid}, '\\x01', 'sl_01')`;
  await sql`
    select app.write_readings('\\x01', array['power'], array[1], array[1700000000000000],
      array[1000.0])`;
  await sql`
    insert into app.logger_quarters (variable_id, quarter, mean, minimum, maximum, last,
      known_seconds)
    select variable_id, 1888888, 1000, 1000, 1000, 1000, 0
    from app.logger_variables where logger_uuid = ${uuid}`;
  await sql`
    insert into app.logger_sessions (logger_uuid, number, started_utc)
    values (${uuid}, 1, '2026-06-21')`;
  await sql`
    insert into app.logger_messages (logger_uuid, number, seq, text)
    values (${uuid}, 1, 1, 'started')`;
  await sql`
    insert into app.logger_settings (logger_uuid, key, value) values (${uuid}, 'rate', '10')`;
  await sql`
    insert into app.logger_requests (logger_uuid, door, status) values (${uuid}, 'influx', 204)`;
  await sql`
    insert into app.alarm_rules (logger_uuid, name, kind, threshold)
    values (${uuid}, 'Silent', 'silent', 300)`;
  await sql`
    insert into app.alarms (logger_uuid, description) values (${uuid}, 'Too hot')`;
  await sql`select app.take_reading_changes(array['quarters'])`;
  await sql`
    insert into app.reading_changes (logger_uuid, first_utc, last_utc)
    values (${uuid}, '2026-06-21', '2026-06-21')`;
  await sql`
    insert into app.site_series (site_uuid, kind, start_utc, end_utc, power_kw)
    values (${site}, 'consumption', '2026-06-21', '2026-06-21 00:15', 1)`;
  await sql`
    insert into app.logger_sites (site_uuid, period_minutes) values (${site}, 15)`;
  await sql`
    insert into app.site_work (site_uuid, times) values (${site}, '{[2026-06-21,2026-06-22]}')`;
  await sql`
    insert into app.logger_conflicts (site_uuid, start_utc, end_utc, power_kw)
    values (${site}, '2026-06-21', '2026-06-21 00:15', 1)`;
  await sql`select app.batch_of_logger(${uuid})`;
  return uuid;
}
