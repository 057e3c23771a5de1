import type { ScopedSql } from "../../db/scope.ts";
import { siteDay } from "../../domain/forecasts/site_day.ts";
import type { ExampleRun, Import } from "../../domain/imports/import.ts";
import { type Site, zoneOf } from "../../domain/sites/site.ts";
import { dayOf, dayPeriod, utcText } from "../../domain/time/time.ts";
import * as exports from "../../sql/operations/exports.ts";
import * as sites from "../../sql/sites/sites.ts";
import type { DrawnRun } from "../../views/imports/run_picture.tsx";

/** Days that are drawn at most. */
const MOST_DAYS = 3;

/** Returns a run of a file of forecasts with what was measured; null without one that can be drawn. */
export async function drawnRun(
  sql: ScopedSql,
  { state, preview }: Import,
  now: Temporal.Instant,
): Promise<DrawnRun | null> {
  const found = state === "checked"
    ? preview?.forecasts?.sites.find(({ example }) => example)
    : null;
  const site = found && await sites.find(sql, found.site_uuid);
  return site ? await drawn(sql, site, found.example!, now) : null;
}

async function drawn(
  sql: ScopedSql,
  site: Site,
  { made_utc, model_name, values }: ExampleRun,
  now: Temporal.Instant,
): Promise<DrawnRun> {
  const zone = zoneOf(site);
  const day = dayAt(values[0]![0], zone);
  const days = Math.min(MOST_DAYS, day.until(dayAt(values.at(-1)![0], zone)).days + 1);
  const measured = await exports.generation(sql, [site.site_uuid], dayPeriod(day, zone, days));
  const forecast = values.map(([startMs, endMs, kw, p10_kw, p90_kw]) => ({
    ...{ start_utc: utcText(startMs), end_utc: utcText(endMs), forecast_power_kw: kw },
    ...{ p10_kw, p90_kw, timestamp_utc: made_utc, model_name, model_version: null },
  }));
  const generation = (measured.get(site.site_uuid) ?? []).map(({ startMs, endMs, kw }) => ({
    start_utc: utcText(startMs),
    end_utc: utcText(endMs),
    generation_power_kw: kw,
  }));
  const seen = siteDay({ site, day, days, zone, forecast, generation, now });
  return { site, day: seen, madeUtc: made_utc, modelName: model_name };
}

const dayAt = (ms: number, zone: string) => dayOf(Temporal.Instant.fromEpochMilliseconds(ms), zone);
