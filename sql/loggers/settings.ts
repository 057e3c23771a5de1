import type { ScopedSql } from "../../db/scope.ts";
import { AppError } from "../../domain/errors.ts";
import {
  DEFAULT_SETTINGS,
  type LoggerSettings,
  MOST_SETTINGS,
  type SettingChanges,
  withDefaults,
} from "../../domain/loggers/setting.ts";
import { json } from "../kit/json.ts";

/** Returns the settings of a logger by key, with the defaults of those that nobody has set. */
export async function read(sql: ScopedSql, loggerUuid: string): Promise<LoggerSettings> {
  const rows = await sql<{ key: string; value: string }[]>`
    select key, value from app.logger_settings where logger_uuid = ${loggerUuid} order by key`;
  return withDefaults(Object.fromEntries(rows.map(({ key, value }) => [key, value])));
}

/**
 * Sets settings of a logger, and removes those that are null. With `doUpdate` false what is there,
 * also a default, keeps its value. Returns the settings as they are then. Throws "conflict" when there
 * are too many; the caller must roll back.
 */
export async function write(
  sql: ScopedSql,
  loggerUuid: string,
  changes: SettingChanges,
  doUpdate = true,
): Promise<LoggerSettings> {
  const wanted = Object.entries(changes)
    .filter(([key]) => doUpdate || !Object.hasOwn(DEFAULT_SETTINGS, key))
    .map(([key, value]) => ({ key, value }));
  await sql`
    insert into app.logger_settings (logger_uuid, key, value)
    select ${loggerUuid}, key, value
    from jsonb_to_recordset(${json(sql, wanted)}::jsonb) as w (key text, value text)
    where value is not null
    on conflict (logger_uuid, key) ${
    doUpdate ? sql`do update set value = excluded.value` : sql`do nothing`
  }`;
  if (doUpdate) {
    const removed = wanted.filter(({ value }) => value === null).map(({ key }) => key);
    await sql`
      delete from app.logger_settings
      where logger_uuid = ${loggerUuid} and key = any(${removed}::text[])`;
  }
  const settings = await read(sql, loggerUuid);
  if (Object.keys(settings).length > MOST_SETTINGS) {
    throw new AppError("conflict", `A logger has at most ${MOST_SETTINGS} settings. Remove some.`);
  }
  return settings;
}
