import { OUTAGE_KINDS, type OutageKind } from "../../sites/outage.ts";
import type { SiteDay } from "../site_day.ts";
import type { EnergyRange } from "./calibration.ts";
import { isCovered } from "./forecast_energy.ts";

/** A day of the strip that leads from yesterday to where forecasts end. */
export interface StripDay {
  day: Temporal.PlainDate;
  when: SiteDay["when"];
  /** Measured energy; of a past day null where less than 90 % of the daylight was measured. */
  producedKwh: number | null;
  /**
   * The expected energy, of a past day as known the day before; null where it is not known or less
   * than 90 % of the daylight is covered.
   */
  energy: EnergyRange | null;
  /** True: a typical value, not a forecast. */
  isTypical: boolean;
  /** What was marked of it: an outage comes before a curtailment; null for nothing. */
  outage: OutageKind | null;
  /** End of the forecast where it ends before 90 % of the daylight; else null. */
  forecastUntilMs: number | null;
}

/** What a day of the strip is made of. */
export interface StripInput {
  day: SiteDay;
  energy: EnergyRange | null;
  isTypical: boolean;
}

/** Returns the days of the strip, without those after tomorrow for which there is no forecast. */
export function stripOf(days: readonly StripInput[]): StripDay[] {
  const today = days.findIndex(({ day }) => day.when === "today");
  const last = days.findLastIndex(({ day }) => day.forecast.length > 0);
  return days.slice(0, Math.max(today + 2, last + 1)).map(stripDay);
}

function stripDay({ day, energy, isTypical }: StripInput): StripDay {
  const { when, producedKwh, covered, forecast } = day;
  const isWhole = when !== "past" || isCovered(covered.produced);
  return {
    day: day.day,
    when,
    producedKwh: isWhole ? producedKwh : null,
    energy,
    isTypical,
    outage: OUTAGE_KINDS.find((kind) => day.outages.some((one) => one.kind === kind)) ?? null,
    forecastUntilMs: energy || when === "past" ? null : forecast.at(-1)?.endMs ?? null,
  };
}
