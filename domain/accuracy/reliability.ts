/**
 * How reliable the day-ahead energies of a site are: compared with what it produced, and with two
 * forecasts that anybody can make. Both are compared over the same days.
 *
 * - As yesterday: the day produces what the day before it did. This knows the whole of the day
 *   before, of which the day-ahead forecast knows but the morning.
 * - Clear-sky persistence: the clear-sky index of the 24 hours before the forecast was made stays.
 *   Sources: Marquez & Coimbra, Proposed Metric for Evaluation of Solar Forecasting Models, Journal
 *   of Solar Energy Engineering 135(1), 2013; Yang et al., Verification of deterministic solar
 *   forecasts, Solar Energy 210, 2020. For wind the index is the share of the capacity.
 */
import { potentialOf } from "../forecasts/baseline/potential.ts";
import type { EnergyRange } from "../forecasts/energy/calibration.ts";
import { isCovered, potentialOfSpans } from "../forecasts/energy/forecast_energy.ts";
import type { Span } from "../generation/energy.ts";
import {
  energyOfParts,
  type EnergyPart,
  type LitPart,
  litParts,
} from "../generation/energy_part.ts";
import type { OutageKind } from "../sites/outage.ts";
import type { Site } from "../sites/site.ts";
import { type ComparedDay, nightsBetween } from "./compared_days.ts";

/** A day of a site's zone. Energies in kWh. */
export interface ReliabilityDay {
  day: Temporal.PlainDate;
  /** Null where less than 90 % of the daylight was measured. */
  producedKwh: number | null;
  /** What was marked in its daylight, so that it is not compared; null for nothing. */
  outage: OutageKind | null;
  /** The day-ahead energy; null where none was kept. */
  expected: EnergyRange | null;
  /** Whether what was produced lies from P10 to P90; null without both. */
  isInside: boolean | null;
  /** What the day before produced. */
  yesterdayKwh: number | null;
  /** What was produced in the 24 hours before the forecast was made. */
  knownKwh: number | null;
  /** By clear-sky persistence; null where it is not needed, or the site has no clear sky. */
  clearSkyKwh: number | null;
}

/** What a site produced and what was expected, with what the comparison needs of its past. */
export interface ReliabilityInput {
  site: Site;
  /** The days to compare, after the one before them. */
  days: readonly ComparedDay[];
  /** Measured energy between the edges of `edgesOf`. */
  parts: readonly EnergyPart[];
  /** Day-ahead energies by day (`2026-11-21`). */
  expected: ReadonlyMap<string, EnergyRange>;
  /** When outages and curtailments were marked. */
  outages: readonly (Span & { kind: OutageKind })[];
}

/** Returns each day but the first, with clear-sky persistence where `withClearSky` is set. */
export function reliabilityDays(
  { site, days, parts, expected, outages }: ReliabilityInput,
  withClearSky: boolean,
): ReliabilityDay[] {
  const lit = litParts(parts, nightsBetween(site, days));
  const outageOf = (span: Span) => outageIn(lit, span, outages);
  const produced = days.map((day) => ({ kwh: measuredKwh(lit, day), outage: outageOf(day) }));
  return days.slice(1).map((compared, at) => {
    const { day, known } = compared;
    const [before, { kwh: producedKwh, outage }] = [produced[at]!, produced[at + 1]!];
    const range = expected.get(day.toString()) ?? null;
    const knownKwh = outageOf(known) ? null : measuredKwh(lit, known);
    return {
      day,
      producedKwh,
      outage,
      expected: range,
      isInside: outage ? null : isInside(producedKwh, range),
      yesterdayKwh: before.outage ? null : before.kwh,
      knownKwh,
      clearSkyKwh: withClearSky && knownKwh !== null ? persisted(site, compared, knownKwh) : null,
    };
  });
}

function isInside(kwh: number | null, range: EnergyRange | null): boolean | null {
  if (kwh === null || !range || range.p10Kwh === null || range.p90Kwh === null) return null;
  return kwh >= range.p10Kwh && kwh <= range.p90Kwh;
}

/** Returns the kind of the first outage that overlaps with the daylight of a span; null without one. */
function outageIn(
  parts: readonly LitPart[],
  span: Span,
  outages: ReliabilityInput["outages"],
): OutageKind | null {
  const isIn = (one: Span, other: Span) => one.startMs < other.endMs && one.endMs > other.startMs;
  const found = outages.find((outage) =>
    parts.some((part) => !part.isDark && isIn(part, span) && isIn(part, outage))
  );
  return found?.kind ?? null;
}

function measuredKwh(parts: readonly LitPart[], span: Span): number | null {
  const { kwh, covered } = energyOfParts(parts, span);
  return isCovered(covered) ? kwh : null;
}

/** Returns the clear-sky energy of a day times the index of the energy known before. */
function persisted(site: Site, day: ComparedDay, knownKwh: number): number | null {
  if ("reason" in potentialOf(site)) return null;
  const potential = potentialOfSpans(site, [day.known]);
  const index = potential > 0 ? knownKwh / potential : 0;
  return index * potentialOfSpans(site, [day]);
}
