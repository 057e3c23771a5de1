import type { ScopedSql } from "../../db/scope.ts";
import {
  type ChargingSettings,
  rowsOf,
  type SettingsInput,
  settingsOf,
} from "../../domain/charging/settings.ts";
import { json } from "../kit/json.ts";

/** Returns the charging settings of the caller's group, defaults where it has chosen nothing. */
export async function read(sql: ScopedSql): Promise<ChargingSettings> {
  const rows = await sql<{ key: string; value: string | null }[]>`
    select key, value from app_settings`;
  return settingsOf(Object.fromEntries(rows.map(({ key, value }) => [key, value])));
}

/** Writes exactly what `changes` has. Returns the settings as they are then. */
export async function write(sql: ScopedSql, changes: SettingsInput): Promise<ChargingSettings> {
  const settings = { ...await read(sql), ...changes };
  await sql`
    insert into app_settings (key, value)
    select key, value from jsonb_each_text(${json(sql, rowsOf(settings))}::jsonb)
    on conflict (key, site_group_uuid) do update set value = excluded.value, updated_at = now()
    where app_settings.value is distinct from excluded.value`;
  return settings;
}
