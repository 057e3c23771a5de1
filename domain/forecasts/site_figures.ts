import type { PowerPeriod } from "../generation/energy.ts";
import { slotMeans } from "../generation/energy.ts";
import type { Site } from "../sites/site.ts";
import { MINUTE, utcText } from "../time/time.ts";
import { whyNone } from "./baseline_forecast.ts";
import type { EnergyRange } from "./energy/calibration.ts";
import { type EnergyKnowledge, siteEnergy } from "./energy/site_energy.ts";
import { isForecastLate, isMeasuredLate } from "./freshness.ts";
import type { SiteDay } from "./site_day.ts";

/** Mean power of each half hour of a day in kW; null in gaps. */
export interface HalfHours {
  forecast: (number | null)[];
  generation: (number | null)[];
}

/** What a list shows of a site's day. Energies are in kWh, powers in kW, times RFC 3339. */
export interface SiteFigures {
  /** The current day in the site's zone: `2026-11-21`. */
  day: string;
  now_kw: number | null;
  now_is_measured: boolean;
  /** Measured so far today. */
  produced_kwh: number | null;
  /** Mean of the whole day: measured so far, and forecast for the rest. */
  expected_kwh: number | null;
  expected_p10_kwh: number | null;
  expected_p90_kwh: number | null;
  /** Mean of the whole day as it was expected the day before. */
  day_ahead_kwh: number | null;
  tomorrow_kwh: number | null;
  tomorrow_p10_kwh: number | null;
  tomorrow_p90_kwh: number | null;
  /** True: the forecast is a typical value, since nothing has been learned of the site. */
  is_typical: boolean;
  /** Issue time of the newest run that today's forecast is from. */
  forecast_made_utc: string | null;
  /** End of the last forecast value up to the end of tomorrow. */
  forecast_until_utc: string | null;
  /** End of today's newest measured period. */
  measured_until_utc: string | null;
  is_forecast_late: boolean;
  is_measured_late: boolean;
  /** Why the site has no forecast; null where it has one, and where the next run will make it. */
  no_forecast_reason: string | null;
  half_hours: HalfHours;
}

export interface FiguresInput {
  site: Site;
  today: SiteDay;
  tomorrow: SiteDay;
  knowledge: readonly EnergyKnowledge[];
  dayAheadKwh: number | null;
}

/** Computes what a list shows of a site at a moment. */
export function siteFigures(
  { site, today, tomorrow, knowledge, dayAheadKwh }: FiguresInput,
  now: Temporal.Instant,
): SiteFigures {
  const nowMs = now.epochMilliseconds;
  const [first, next] = [today, tomorrow].map((day) => siteEnergy(site, day, knowledge, now));
  const { current, producedKwh, forecastRun, measuredUntilMs } = today;
  const [expected, ahead] = [rangeOf(first!.whole.energy), rangeOf(next!.whole.energy)];
  return {
    day: today.day.toString(),
    now_kw: current?.powerKw ?? null,
    now_is_measured: current?.source === "measured",
    produced_kwh: producedKwh,
    expected_kwh: expected.meanKwh,
    expected_p10_kwh: expected.p10Kwh,
    expected_p90_kwh: expected.p90Kwh,
    day_ahead_kwh: dayAheadKwh,
    tomorrow_kwh: ahead.meanKwh,
    tomorrow_p10_kwh: ahead.p10Kwh,
    tomorrow_p90_kwh: ahead.p90Kwh,
    is_typical: first!.isTypical,
    forecast_made_utc: textOf(forecastRun?.madeMs),
    forecast_until_utc: textOf(next!.forecastUntilMs ?? first!.forecastUntilMs),
    measured_until_utc: textOf(measuredUntilMs),
    is_forecast_late: isForecastLate(forecastRun?.madeMs ?? null, nowMs),
    is_measured_late: isMeasuredLate(today, nowMs),
    no_forecast_reason: forecastRun ? null : whyNone(site) ?? null,
    half_hours: halfHours(today),
  };
}

const NOTHING = { meanKwh: null, p10Kwh: null, p90Kwh: null };
const rangeOf = (energy: EnergyRange | null) => energy ?? NOTHING;
const textOf = (ms: number | null | undefined) => ms == null ? null : utcText(ms);

const SLOT_MS = 30 * MINUTE;

function halfHours(day: SiteDay): HalfHours {
  const slots = Math.ceil((day.endMs - day.startMs) / SLOT_MS);
  const means = (periods: readonly PowerPeriod[]) => {
    const found = new Array<number | null>(slots).fill(null);
    for (const { startMs, powerKw } of slotMeans(periods, day, SLOT_MS)) {
      found[(startMs - day.startMs) / SLOT_MS] = Number(powerKw.toPrecision(4));
    }
    return found;
  };
  return { forecast: means(day.forecast), generation: means(day.generation) };
}
