import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import type {
  Calibration,
  EnergyPair,
  ForecastEnergy,
} from "../../domain/forecasts/energy/calibration.ts";
import { json } from "../kit/json.ts";
import { latestForecast } from "./latest.ts";

/** A calibration of one lead hour. */
export type LeadCalibration = Calibration & { hour: number };

/** What was learned of a site's model about energies of days. */
export interface EnergyFit {
  site_uuid: string;
  model_name: string;
  /** Until when forecast energies have been kept, RFC 3339. */
  until_utc: string;
  /** Day of the site's zone on which the calibrations were made; null: not yet. */
  day: string | null;
  is_typical: boolean;
  calibrations: LeadCalibration[];
}

/** The day-ahead energy of a day in kWh, as it was issued. */
export interface EnergyDay {
  site_uuid: string;
  /** `2026-11-21`. */
  day: string;
  issued_utc: string;
  model_name: string;
  mean_kwh: number;
  p10_kwh: number | null;
  p90_kwh: number | null;
  is_reconstructed: boolean;
}

/** A forecast energy of a lead. */
export type KeptEnergy = ForecastEnergy & { day: string; hour: number };

/** Returns the fits of these sites that the caller sees. */
export async function fits(sql: OwnerSql | ScopedSql, siteUuids: string[]): Promise<EnergyFit[]> {
  return await (sql as ScopedSql)<EnergyFit[]>`
    select site_uuid, model_name, until_utc, day::text, is_typical, calibrations
    from energy_fits where site_uuid = any(${siteUuids}::uuid[])`;
}

/** Returns the day-ahead energy of a site's day; undefined without one. */
export async function dayAhead(
  sql: ScopedSql,
  site_uuid: string,
  day: Temporal.PlainDate,
): Promise<EnergyDay | undefined> {
  return (await daysAhead(sql, [{ site_uuid, day: day.toString() }]))[0];
}

/** Returns the day-ahead energies of these days of sites, as far as there are any. */
export async function daysAhead(
  sql: ScopedSql,
  days: Pick<EnergyDay, "site_uuid" | "day">[],
): Promise<EnergyDay[]> {
  return await sql<EnergyDay[]>`
    select e.site_uuid, e.day::text, e.issued_utc, e.model_name, e.mean_kwh, e.p10_kwh, e.p90_kwh,
      e.is_reconstructed
    from energy_days e join unnest(${days.map(({ site_uuid }) => site_uuid)}::uuid[],
      ${days.map(({ day }) => day)}::text[]) wanted (site_uuid, day)
      on wanted.site_uuid = e.site_uuid and wanted.day::date = e.day`;
}

/**
 * Runs queries of forecasts by the service itself, in one transaction: app.visible_sites() has all
 * sites in it, as in the scope of an admin group.
 */
export async function seeingAllSites<T>(
  sql: OwnerSql,
  work: (sql: ScopedSql) => Promise<T>,
): Promise<T> {
  return await sql.begin("read only", async (tx) => {
    await tx`select set_config('app.sees_all_sites', 'on', true)`;
    return await work(tx as unknown as ScopedSql);
  }) as T;
}

/** Returns the model that most of the latest forecast of the next day is of, by site. */
export async function modelNames(
  sql: ScopedSql,
  siteUuids: string[],
  now: Temporal.Instant,
): Promise<Map<string, string>> {
  const rows = await sql<{ site_uuid: string; model_name: string }[]>`
    select distinct on (site_uuid) site_uuid, model_name
    from (select site_uuid, model_name, count(*) as values
      from ${latestForecast(sql, siteUuids, now, now.add({ hours: 24 }))} latest
      where model_name is not null and not is_filled group by 1, 2) counted
    order by site_uuid, values desc, model_name`;
  return new Map(rows.map(({ site_uuid, model_name }) => [site_uuid, model_name]));
}

/** Keeps forecast energies of a model that are not kept yet, and until when there are any. */
export async function keep(
  sql: OwnerSql,
  { site_uuid, model_name }: Pick<EnergyFit, "site_uuid" | "model_name">,
  energies: KeptEnergy[],
  until: Temporal.Instant,
): Promise<void> {
  await sql`
    with kept as (
      insert into app.energy_pairs (site_uuid, model_name, day, lead_hour, forecast_kwh,
        below_kwh, above_kwh, potential_kwh)
      select ${site_uuid}::uuid, ${model_name}, e.day, e.hour, e."forecastKwh", e."belowKwh",
        e."aboveKwh", e."potentialKwh"
      from jsonb_to_recordset(${json(sql, energies)}::jsonb) e(day date, hour smallint,
        "forecastKwh" float8, "belowKwh" float8, "aboveKwh" float8, "potentialKwh" float8)
      where exists (select 1 from sites where site_uuid = ${site_uuid})
      on conflict do nothing)
    insert into energy_fits (site_uuid, model_name, until_utc)
    select site_uuid, ${model_name}, ${until}::timestamp from sites where site_uuid = ${site_uuid}
    on conflict (site_uuid, model_name) do update set until_utc = excluded.until_utc`;
}

/**
 * Returns since when forecast energies of a model are to be kept: since `until_utc`, or since its
 * oldest known run (at most since `oldest`) where that is days older than the first kept energy,
 * because runs of the past were stored later.
 */
export async function missingSince(
  sql: OwnerSql,
  { site_uuid, model_name, until_utc }: EnergyFit,
  oldest: Temporal.Instant,
): Promise<Temporal.Instant> {
  const [row] = await sql<{ since: string }[]>`
    select case when run.first + interval '3 days' < coalesce(kept.first, 'infinity')
      then least(${until_utc}::timestamp, greatest(run.first, ${oldest}::timestamp))
      else ${until_utc}::timestamp end as since
    from (select min(r.timestamp_utc) as first
      from app.model_runs r join ml_model m on m.model_uuid = r.ml_model_uuid
      where r.site_uuid = ${site_uuid} and m.name = ${model_name}) run,
      (select min(day)::timestamp as first from app.energy_pairs
      where site_uuid = ${site_uuid} and model_name = ${model_name}) kept`;
  return Temporal.Instant.from(row!.since);
}

/** Returns the kept energies of a model's days from `from` on, by day. */
export async function pairs(
  sql: OwnerSql,
  { site_uuid, model_name }: Pick<EnergyFit, "site_uuid" | "model_name">,
  from: Temporal.PlainDate,
): Promise<(KeptEnergy & { measuredKwh: EnergyPair["measuredKwh"] | null })[]> {
  return await sql`
    select day::text, lead_hour::int as hour, forecast_kwh as "forecastKwh",
      below_kwh as "belowKwh", above_kwh as "aboveKwh", potential_kwh as "potentialKwh",
      measured_kwh as "measuredKwh"
    from app.energy_pairs
    where site_uuid = ${site_uuid} and model_name = ${model_name}
      and day >= ${from.toString()}::date
    order by day, lead_hour`;
}

/** Stores what was measured of these days and leads, and drops pairs of before `from`. */
export async function storeMeasured(
  sql: OwnerSql,
  { site_uuid, model_name }: Pick<EnergyFit, "site_uuid" | "model_name">,
  measured: { day: string; hour: number; measuredKwh: number | null }[],
  from: Temporal.PlainDate,
): Promise<void> {
  await sql`
    update app.energy_pairs p set measured_kwh = m."measuredKwh"
    from jsonb_to_recordset(${json(sql, measured)}::jsonb) m(day date, hour smallint,
      "measuredKwh" float8)
    where p.site_uuid = ${site_uuid} and p.model_name = ${model_name} and p.day = m.day
      and p.lead_hour = m.hour and p.measured_kwh is distinct from m."measuredKwh"`;
  await sql`
    delete from app.energy_pairs
    where site_uuid = ${site_uuid} and model_name = ${model_name}
      and day < ${from.toString()}::date`;
}

/** Stores the calibrations that were made on a day. */
export async function storeCalibrations(
  sql: OwnerSql,
  { site_uuid, model_name }: Pick<EnergyFit, "site_uuid" | "model_name">,
  day: Temporal.PlainDate,
  calibrations: LeadCalibration[],
): Promise<void> {
  await sql`
    update energy_fits set day = ${day.toString()}::date,
      calibrations = ${json(sql, calibrations)}
    where site_uuid = ${site_uuid} and model_name = ${model_name}`;
  await sql`select app.touch_sites(array[${site_uuid}::uuid])`;
}

/** Keeps day-ahead energies; those of days that have one stay as they are. */
export async function keepDays(sql: OwnerSql, days: EnergyDay[]): Promise<void> {
  if (days.length === 0) return;
  await sql`
    insert into energy_days (site_uuid, day, issued_utc, model_name, mean_kwh, p10_kwh,
      p90_kwh, is_reconstructed)
    select d.site_uuid, d.day, d.issued_utc, d.model_name, d.mean_kwh, d.p10_kwh, d.p90_kwh,
      d.is_reconstructed
    from jsonb_to_recordset(${json(sql, days)}::jsonb) d(site_uuid uuid, day date,
      issued_utc timestamptz, model_name text, mean_kwh float8, p10_kwh float8, p90_kwh float8,
      is_reconstructed boolean)
    join sites using (site_uuid)
    on conflict do nothing`;
  await sql`select app.touch_sites(${[...new Set(days.map((day) => day.site_uuid))]}::uuid[])`;
}

/**
 * Marks where the baseline has learned nothing of a site, so that its values are typical ones and no
 * forecast, and takes the mark away where it has since.
 */
export async function markTypical(sql: OwnerSql, baseline: string): Promise<void> {
  await sql`
    with changed as (
      update energy_fits e
      set is_typical = not e.is_typical
      from app.baseline_fits b
      where b.site_uuid = e.site_uuid and e.model_name = ${baseline}
        and e.is_typical <> ((b.fit ->> 'learned')::float8 = 0)
      returning e.site_uuid)
    select app.touch_sites(array(select site_uuid from changed))`;
}
