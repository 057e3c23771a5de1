import type { OwnerSql } from "../../db/client.ts";

/** The logger of the demo: where it is, what it is called, and the variable of its power. */
export interface DemoLogger {
  siteUuid: string;
  /** The group whose batch its generation is. */
  siteGroupUuid: string;
  name: string;
  note: string;
  zone: string;
  intervalSeconds: number;
  /** In W; it feeds generation from the moment that the logger is made. */
  powerVariable: string;
}

/** What marks the keys that the service makes for itself. */
const LABEL = "The demo";

/**
 * Returns the logger of the demo, and makes it if it is missing; what people changed of it stays.
 * `now`: the moment from which on it feeds generation.
 */
export async function findOrMakeLogger(
  sql: OwnerSql,
  logger: DemoLogger,
  now: Temporal.Instant,
): Promise<{ logger_uuid: string; last_seen_utc: string | null }> {
  const { siteUuid, siteGroupUuid, name, note, zone, intervalSeconds, powerVariable } = logger;
  await sql`
    with made as (
      insert into app.loggers
        (site_uuid, site_group_uuid, name, note, zone, interval_seconds)
      select ${siteUuid}::uuid, ${siteGroupUuid}::uuid, ${name}, ${note}, ${zone},
        ${intervalSeconds}
      where not exists (select 1 from app.loggers
        where site_uuid = ${siteUuid}::uuid and lower(name) = lower(${name}))
      on conflict do nothing returning logger_uuid)
    insert into app.logger_variables
      (logger_uuid, name, unit, label, feeds, measures, feed_unit, feed_from_utc)
    select logger_uuid, ${powerVariable}, 'W', 'Power', 'generation', 'power', 'W',
      ${now}::timestamptz at time zone 'utc' from made`;
  const [row] = await sql<{ logger_uuid: string; last_seen_utc: string | null }[]>`
    select logger_uuid, last_seen_utc from app.loggers
    where site_uuid = ${siteUuid}::uuid and lower(name) = lower(${name})`;
  return row!;
}

/**
 * Adds a key with which the service sends as the logger of the demo, and deletes those of earlier
 * starts that nobody used for a day.
 */
export async function addKey(
  sql: OwnerSql,
  loggerUuid: string,
  { hash, prefix }: { hash: Uint8Array; prefix: string },
): Promise<void> {
  await sql`
    delete from app.logger_keys where logger_uuid = ${loggerUuid}::uuid and label = ${LABEL}
      and coalesce(last_used_utc, created_utc) < now() at time zone 'utc' - interval '1 day'`;
  await sql`
    insert into app.logger_keys (logger_uuid, key_hash, prefix, label)
    values (${loggerUuid}::uuid, ${hash}, ${prefix}, ${LABEL})`;
}
