import type { OwnerSql } from "../../db/client.ts";
import * as accuracyDays from "../../sql/accuracy/accuracy_days.ts";
import type { Cast } from "./cast.ts";
import { fillCharging } from "./charging_rows.ts";
import { fillLogger } from "./logger_rows.ts";
import { sentAt, weatherRun } from "./weather.ts";

/** A run as any writer may store it; nobody knows when a run without `created_utc` was written. */
export interface ForecastRow {
  site_uuid: string;
  timestamp_utc: string;
  created_utc?: string | null;
  forecast_uuid?: string;
}

export interface ValueRow {
  start_utc: string;
  forecast_power_kw: number;
  horizon_minutes?: number | null;
  ml_model_uuid?: string | null;
  /** JSON text. */
  probabilistic_values?: string;
}

/** Stores a run with values of a quarter hour each; returns its UUID. */
export async function insertForecast(
  sql: OwnerSql,
  { site_uuid, timestamp_utc, created_utc = null, forecast_uuid = crypto.randomUUID() }:
    ForecastRow,
  values: ValueRow[],
): Promise<string> {
  await sql`
    insert into forecasts (forecast_uuid, site_uuid, timestamp_utc, created_utc, forecast_version)
    values (${forecast_uuid}, ${site_uuid}, ${timestamp_utc}, ${created_utc}, '1')`;
  for (const value of values) {
    await sql`
      insert into forecast_values (forecast_uuid, start_utc, end_utc, forecast_power_kw,
        horizon_minutes, ml_model_uuid, probabilistic_values)
      values (${forecast_uuid}, ${value.start_utc},
        ${value.start_utc}::timestamp + interval '15 minutes', ${value.forecast_power_kw},
        ${value.horizon_minutes ?? null}, ${value.ml_model_uuid ?? null},
        ${value.probabilistic_values ?? "{}"}::text::jsonb)`;
  }
  return forecast_uuid;
}

/** Inserts a row about alice or her plant into every table that refers to a site, group or user. */
export async function fillForAlice(sql: OwnerSql, { alice, sites: { plant } }: Cast) {
  await sql`select app.make_days('2026-06-21', '2026-06-22')`;
  const forecast = await insertForecast(
    sql,
    { site_uuid: plant, timestamp_utc: "2026-06-21T06:00:00Z" },
    [
      { start_utc: "2026-06-21T06:00:00Z", forecast_power_kw: 1 },
      { start_utc: "2026-06-22T06:00:00Z", forecast_power_kw: 2 },
    ],
  );
  await sql`
    insert into generation (site_uuid, generation_power_kw, start_utc, end_utc)
    values (${plant}, 3, '2026-06-21T06:00:00Z', '2026-06-21T06:15:00Z')`;
  await sql`select app.sweep()`;
  await sql`update generation set generation_power_kw = 3 where site_uuid = ${plant}`;
  const lastDay = Temporal.PlainDate.from("2026-06-21");
  await accuracyDays.count(sql, { site_uuid: plant, day: lastDay, lastDay });
  await sql`
    insert into app.energy_pairs (site_uuid, model_name, day, lead_hour, forecast_kwh, below_kwh,
      above_kwh, potential_kwh, measured_kwh)
    values (${plant}, 'test', '2026-06-20', -15, 10, 2, 2, 40, 9)`;
  await sql`
    insert into energy_fits (site_uuid, model_name, until_utc, day)
    values (${plant}, 'test', '2026-06-21T05:00:00Z', '2026-06-21')`;
  await sql`
    insert into energy_days (site_uuid, day, issued_utc, model_name, mean_kwh,
      is_reconstructed)
    values (${plant}, '2026-06-20', '2026-06-19T05:00:00Z', 'test', 9, false)`;
  await sql`
    insert into app.baseline_fits (site_uuid, day, version, fit)
    values (${plant}, '2026-06-21', '1', '{}')`;
  await sql`
    insert into app.generation_days (site_uuid, day, mean_kw)
    values (${plant}, '2026-06-20', array_fill(1, array[24]))`;
  await sql`
    insert into app.weather_fits (site_uuid, made_utc, version, facts, days)
    values (${plant}, '2026-06-21T05:00Z', '1', '{}', 1)`;
  await sql`
    insert into app.blend_fits (site_uuid, fitted_utc, weights, days, held_out_days, is_offered)
    values (${plant}, '2026-06-21T05:00Z', '{}', 0, 0, false)`;
  await sql`
    insert into app.used_weather (site_uuid, made_utc, source, issued_utc, received_utc)
    values (${plant}, '2026-06-21T05:00Z', 'test', '2026-06-21T00:00Z', '2026-06-21T04:00Z')`;
  await sql`select app.choose_models(array[${plant}]::uuid[], '2026-06-21T06:00:00Z')`;
  await sql`
    insert into app.group_models (site_group_uuid, model_uuid)
    values (${alice.site_group_uuid}, gen_random_uuid())`;
  await sql`
    insert into site_capacities (site_uuid, until_date, capacity_kw)
    values (${plant}, '2026-05-01', 40)`;
  await sql`
    insert into site_hints (site_uuid, day, version, hints)
    values (${plant}, '2026-06-21', 1, '[]')`;
  await sql`
    insert into site_figures (site_uuid, computed_utc, version, revision, day, now_is_measured,
      is_typical, is_forecast_late, is_measured_late, half_hours)
    values (${plant}, '2026-06-21', 1, '1', '2026-06-21', true, false, false, false, '{}')`;
  await fillAttention(sql, plant, alice.site_group_uuid);
  await sql`
    insert into app.batches (batch_id, site_group_uuid, user_uuid, door, kind, day, is_shared,
      created_utc)
    values (1, ${alice.site_group_uuid}, ${alice.user_uuid}, 'api', 'sent', '2026-06-21', true,
      '2026-06-21')`;
  await sql`
    insert into app.batch_sites (batch_id, site_uuid, first_utc, last_utc, changed_utc)
    values (1, ${plant}, '2026-06-21', '2026-06-21', '2026-06-21')`;
  await sql`
    insert into app.replaced_generation (batch_id, site_uuid, start_utc, end_utc,
      generation_power_kw, generation_uuid, is_deleted, kept_utc)
    values (1, ${plant}, '2026-06-21', '2026-06-21', 1, gen_random_uuid(), true, '2026-06-21')`;
  await fillImports(sql, alice.site_group_uuid, alice.user_uuid, plant);
  await sql`
    insert into app.run_batches (forecast_uuid, batch_id, site_uuid, value_count)
    values (gen_random_uuid(), 1, ${plant}, 1)`;
  await sql`insert into inverters (site_uuid) values (${plant})`;
  await sql`insert into api_request (url, user_uuid) values ('/sites', ${alice.user_uuid})`;
  await sql`
    insert into app.password_links (link_hash, user_uuid, expires_utc)
    values ('\\x01', ${alice.user_uuid}, now() + interval '1 hour')`;
  await sql`
    insert into app.download_links (link_hash, user_uuid, query, expires_utc)
    values ('\\x01', ${alice.user_uuid}, 'what=sites', now() + interval '1 hour')`;
  await sql`
    insert into app.factors (user_uuid, form_key, secret, key_fingerprint, last_step)
    values (${alice.user_uuid}, gen_random_uuid(), '\\x01', '', 0)`;
  await sql`
    insert into app.recovery_codes (user_uuid, code_hash) values (${alice.user_uuid}, '\\x01')`;
  await sql`
    insert into app.pending_sign_ins (pending_hash, user_uuid, expires_utc)
    values ('\\x01', ${alice.user_uuid}, now() + interval '1 hour')`;
  await sql`
    insert into app.form_keys (form_key, user_uuid)
    values (gen_random_uuid(), ${alice.user_uuid})`;
  await sql`
    insert into app.idempotency_keys (user_uuid, route, idempotency_key, request_hash)
    values (${alice.user_uuid}, 'POST /api/v1/sites', 'key', '\\x01')`;
  await sql`
    insert into app.request_limits (user_uuid, reads_per_minute)
    values (${alice.user_uuid}, 1000)`;
  await sql`
    insert into app.identities (user_uuid, issuer, subject)
    values (${alice.user_uuid}, 'https://login.example.org/', 'auth0|alice')`;
  await sql`
    insert into app.user_request_leases (user_uuid, writes, minute, taken)
    values (${alice.user_uuid}, false, 1, 1)`;
  await sql`
    insert into app.staged_generation (site_group_uuid, upload_uuid, piece_number, sites, starts,
      ends, powers, lines)
    values (${alice.site_group_uuid}, gen_random_uuid(), 0, '{}', '{}', '{}', '{}', '{}')`;
  await sql`
    insert into app.staged_runs (site_group_uuid, upload_uuid, piece_number, run_sites, run_times,
      run_versions, run_models, run_model_versions, runs, lines, line_rows, starts, ends, powers,
      horizons, quantiles)
    values (${alice.site_group_uuid}, gen_random_uuid(), 0, '{}', '{}', '{}', '{}', '{}', '{}',
      '{}', '{}', '{}', '{}', '{}', '{}', '{}')`;
  await sql`
    insert into app.reports (site_group_uuid, month, body)
    values (${alice.site_group_uuid}, '2026-05-01', '{}')`;
  await sql`
    insert into app.report_schedules (site_group_uuid, hour, time_zone)
    values (${alice.site_group_uuid}, 6, 'UTC')`;
  await sql`
    with hook as (
      insert into app.webhooks (site_group_uuid, place, url, events, secret, key_fingerprint,
        since_utc)
      values (${alice.site_group_uuid}, 1, 'https://example.org/', '{import.finished}', '\\x01', '',
        '2026-06-21')
      returning webhook_uuid)
    insert into app.webhook_deliveries (webhook_uuid, site_group_uuid, event, created_utc, until_utc)
    select webhook_uuid, ${alice.site_group_uuid}, 'webhook.test', '2026-06-21', '2026-06-22'
    from hook`;
  await sql`
    insert into app.webhook_sites (site_uuid, revision, runs, attention)
    values (${plant}, 0, '{}', '{}')`;
  await sql`
    insert into app.site_files (site_group_uuid, user_uuid, file_name, content)
    values (${alice.site_group_uuid}, ${alice.user_uuid}, 'sites.csv', 'site_uuid')`;
  await sql`
    insert into app.jobs (kind, state, site_uuid, site_name)
    values ('delete site', 'failed', ${plant}, 'Plant')`;
  await sql`
    insert into app.security_events (event_uuid, kind, at_utc, last_utc, user_uuid)
    values (gen_random_uuid(), 'sign_in', now(), now(), ${alice.user_uuid})`;
  await sentAt(sql, "2026-06-21T06:00:00Z", alice.site_group_uuid, {
    ...weatherRun("2026-06-21T06:00:00Z"),
    site_uuid: plant,
  });
  await sql`
    insert into app.weather_sent (site_group_uuid, day, value_count)
    values (${alice.site_group_uuid}, '2026-06-21', 24)`;
  await fillCharging(sql, alice.site_group_uuid, plant, alice.user_uuid);
  await fillLogger(sql, alice.site_group_uuid, plant);
  return { forecast };
}

async function fillAttention(sql: OwnerSql, plant: string, group: string) {
  await sql`
    with attention as (
      insert into app.attention (site_uuid, kind, since_utc)
      values (${plant}, 'silent', '2026-06-21') returning attention_uuid)
    insert into app.attention_dismissals (attention_uuid, site_group_uuid, reason)
    select attention_uuid, ${group}, 'outage' from attention`;
  await sql`
    insert into app.attention_checks (site_uuid, checked_utc, version, due_utc)
    values (${plant}, '2026-06-21', 1, '2026-06-22')`;
  await sql`
    with outage as (
      insert into app.outages (site_uuid, kind, start_utc)
      values (${plant}, 'outage', '2026-06-21') returning outage_uuid)
    insert into app.outage_texts (outage_uuid, site_group_uuid, text)
    select outage_uuid, ${group}, 'Inverter' from outage`;
}

/** Inserts a file of a group that waits, with a row in each table about it. */
async function fillImports(sql: OwnerSql, group: string, user: string, site: string) {
  await sql`
    with made as (
      insert into app.imports (site_group_uuid, user_uuid, site_uuid, file_name)
      values (${group}, ${user}, ${site}, 'june.csv') returning import_uuid),
    chunk as (insert into app.import_chunks select import_uuid, 0, '\\x01' from made),
    piece as (
      insert into app.import_pieces
      select import_uuid, 0, array[${site}::uuid], '{1}', '{0}', '{900000}', '{1}', '{2}' from made),
    runs as (
      insert into app.import_runs
      select import_uuid, 0, 0, ${site}::uuid, '2026-06-21', 'own', '', 1, '{0}', '{900000}', '{1}',
        '{0.5}', '{null}', '{null}', '{2}' from made)
    insert into app.import_left_out select import_uuid, 0, '[]' from made`;
  await sql`
    insert into app.import_readings (site_group_uuid, name, shape_key, reading)
    values (${group}, 'mine', 'time,kW', '{}')`;
}
