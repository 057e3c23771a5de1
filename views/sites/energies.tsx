/** Expected energies in plain lines. */
import type { EnergyRange } from "../../domain/forecasts/energy/calibration.ts";
import type { ExpectedEnergy, SiteEnergy } from "../../domain/forecasts/energy/site_energy.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { shortWeekday } from "../ui/day_text.ts";
import { energy, percentage, spanOf } from "../ui/numbers.ts";
import { clock } from "../ui/time.tsx";

/** The energies that a page shows beside those of the chart. */
export interface ShownEnergies {
  /** Of the day; null where it is past. */
  expected: SiteEnergy | null;
  /** Of the day after today; null on other days. */
  tomorrow: SiteEnergy | null;
  /** As known at 9:00 of the day before; null where it was not kept. */
  dayAhead: EnergyRange | null;
}

/** What an expected energy is called where the baseline has learned nothing of the site. */
export const TYPICAL = "a typical value, not a forecast";

/** Returns an expected energy with its range, or how far forecasts reach. */
export function expectedText(
  { energy: range, covered }: ExpectedEnergy,
  of: SiteEnergy,
  zone: string,
): string {
  const { isTypical, forecastUntilMs } = of;
  if (!range) {
    if (forecastUntilMs === null) return "no forecast yet";
    return covered === 0 ? "no forecast yet" : reachText(forecastUntilMs, zone);
  }
  if (isTypical) return `${energy(range.meanKwh)}, ${TYPICAL}`;
  return range.p10Kwh === null ? `${energy(range.meanKwh)} (${fewText(of)})` : rangeText(range);
}

/**
 * Returns what is to be known of an expected energy: its range, or why it has none; null for a range
 * without width, as of a day that is over.
 */
export function rangeLine(
  expected: ExpectedEnergy,
  of: SiteEnergy,
  zone: string,
): string | null {
  const { energy: range } = expected;
  if (!range) return expectedText(expected, of, zone);
  if (of.isTypical) return TYPICAL;
  if (range.p10Kwh !== null) {
    return energy(range.p10Kwh) === energy(range.p90Kwh!) ? null : likelyRange(range);
  }
  return `no range yet (${of.comparedDays} of 10 days)`;
}

/** Says why an energy has no range yet. */
const fewText = ({ comparedDays }: SiteEnergy) =>
  `no range yet: compared with measurements of ${comparedDays} of 10 days`;

/** Returns a range with its unit once: `likely 122 to 272 kWh`. */
export const likelyRange = ({ meanKwh, p10Kwh, p90Kwh }: EnergyRange) =>
  `likely ${spanOf(p10Kwh!, p90Kwh!, [meanKwh], "Wh")}`;

/** Returns what a list says beside the mean of today: its range, or why there is none to be had. */
export function besideMean(expected: ExpectedEnergy, of: SiteEnergy, zone: string): string | null {
  const { energy: range } = expected;
  if (!range || of.isTypical) return range ? TYPICAL : expectedText(expected, of, zone);
  return range.p10Kwh === null ? null : likelyText(range);
}

/** Returns the expected energy of a row's tomorrow, with its range where there is one. */
export function briefText(expected: ExpectedEnergy, of: SiteEnergy, zone: string): string {
  const { energy: range } = expected;
  return range && !of.isTypical ? rangeText(range) : expectedText(expected, of, zone);
}

function likelyText({ meanKwh, p10Kwh, p90Kwh }: EnergyRange): string {
  const all = [meanKwh, p10Kwh!, p90Kwh!];
  return `likely ${energy(p10Kwh!, all)} to ${energy(p90Kwh!, all)}`;
}

function rangeText({ meanKwh, p10Kwh, p90Kwh }: EnergyRange): string {
  if (p10Kwh === null || p90Kwh === null) return energy(meanKwh);
  return `${energy(meanKwh, [meanKwh, p10Kwh, p90Kwh])}, ${
    likelyText({ meanKwh, p10Kwh, p90Kwh })
  }`;
}

/** Says until when there are forecasts: `Forecasts reach to Mon 22:45`. */
export function reachText(untilMs: number, zone: string): string {
  const day = Temporal.Instant.fromEpochMilliseconds(untilMs).toZonedDateTimeISO(zone);
  return `Forecasts reach to ${shortWeekday(day)} ${clock(untilMs, zone)}`;
}

/** Says why a day has no total: until or from when there are forecasts, or for how much of it. */
export function coverText({ forecast, zone, startMs, endMs, covered }: SiteDay): string {
  const [first, last] = [forecast[0]!, forecast.at(-1)!];
  if (last.endMs < endMs) return reachText(last.endMs, zone);
  if (first.startMs > startMs) return `Forecasts begin at ${clock(first.startMs, zone)}`;
  return `There are forecasts for ${percentage(covered.forecast)} of the day`;
}
