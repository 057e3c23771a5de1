import type { ReliabilityDay } from "../../accuracy/reliability.ts";
import { summaryOf } from "../../accuracy/reliability_summary.ts";
import { potentialOf } from "../../forecasts/baseline/potential.ts";
import { comparedDays } from "../../forecasts/energy/compared_days.ts";
import { type DayTally, energyOfDays, peakCapacityOn } from "../../forecasts/energy/energy_days.ts";
import { isCovered, potentialOfSpans } from "../../forecasts/energy/forecast_energy.ts";
import { nightsOf } from "../../forecasts/site_day.ts";
import { gaps, type Span, within } from "../../generation/energy.ts";
import type { OutageKind } from "../../sites/outage.ts";
import { type Site, siteName, zoneOf } from "../../sites/site.ts";
import { dayPeriod, HOUR, milliseconds } from "../../time/time.ts";
import { type Month, periodOfMonth } from "./month.ts";
import type {
  ReportAccuracy,
  ReportAttention,
  ReportDay,
  ReportOutage,
  SiteReport,
} from "./site_report.ts";

/** What a report is made of. */
export interface ReportFacts {
  site: Site;
  /** The days of the month, in order. */
  tallies: readonly DayTally[];
  reliability: readonly ReliabilityDay[];
  outages: ReportOutage[];
  attention: ReportAttention[];
}

/** Makes the report of a site's month as it is known now. */
export function makeSiteReport(facts: ReportFacts, month: Month, nowMs: number): SiteReport {
  const { site, tallies, reliability, outages, attention } = facts;
  const zone = zoneOf(site);
  const period = periodOfMonth(month, zone);
  const endMs = Math.min(period.end.epochMilliseconds, nowMs);
  const span = { startMs: period.start.epochMilliseconds, endMs };
  const { measured, dayAhead } = energyOfDays(tallies);
  const days = tallies.map((tally, at) => dayOf(site, tally, reliability[at]?.outage ?? null));
  return {
    site_uuid: site.site_uuid,
    name: siteName(site),
    time_zone: zone,
    capacity_kw: site.capacity_kw,
    month: month.month,
    is_over: nowMs >= period.end.epochMilliseconds,
    produced_kwh: measured.kwh,
    measured_share: measured.covered,
    kwh_per_kwp: yieldOf(site, tallies),
    expected_kwh: dayAhead.kwh,
    expected_days: tallies.filter(({ dayAheadKwh }) => dayAheadKwh !== null).length,
    compared: comparedOf(tallies),
    clear_sky_kwh: sumOrNull(days.map(({ clear_sky_kwh }) => clear_sky_kwh)),
    ...extremesOf(days.filter((_, at) => isOver(tallies[at]!))),
    accuracy: accuracyOf(reliability),
    ...hoursOf(site, span, outages),
    outages,
    attention,
    days,
  };
}

function dayOf(site: Site, tally: DayTally, outage: OutageKind | null): ReportDay {
  const { measured } = energyOfDays([tally]);
  const { start, end } = dayPeriod(tally.day, zoneOf(site));
  const span = { startMs: start.epochMilliseconds, endMs: end.epochMilliseconds };
  return {
    day: tally.day.toString(),
    produced_kwh: measured.kwh,
    measured_share: measured.covered,
    expected_kwh: tally.dayAheadKwh,
    clear_sky_kwh: "reason" in potentialOf(site) ? null : potentialOfSpans(site, [span]),
    outage,
  };
}

function yieldOf(site: Site, tallies: readonly DayTally[]): number | null {
  const yields = tallies.map((tally) => {
    const [kwp, { kwh }] = [peakCapacityOn(site, tally.day), energyOfDays([tally]).measured];
    return kwp === null || kwh === null ? null : kwh / kwp;
  });
  return sumOrNull(yields);
}

function comparedOf(tallies: readonly DayTally[]): SiteReport["compared"] {
  const compared = comparedDays(tallies, "dayAhead");
  return compared
    ? {
      days: compared.days,
      produced_kwh: compared.measuredKwh,
      expected_kwh: compared.forecastKwh,
    }
    : null;
}

/** Returns true for a day whose daylight has passed. */
const isOver = ({ measured, lightHours }: DayTally) => measured.all > lightHours - 1e-9;

function extremesOf(days: readonly ReportDay[]): Pick<SiteReport, "best_day" | "worst_day"> {
  const whole = days.flatMap(({ day, produced_kwh, measured_share }) =>
    produced_kwh !== null && isCovered(measured_share) ? [{ day, produced_kwh }] : []
  ).sort((a, b) => b.produced_kwh - a.produced_kwh);
  return whole.length < 2
    ? { best_day: null, worst_day: null }
    : { best_day: whole[0]!, worst_day: whole.at(-1)! };
}

function accuracyOf(days: readonly ReliabilityDay[]): ReportAccuracy {
  const { compared, maeKwh, maeShare, ranged, inside } = summaryOf(days);
  return {
    compared_days: compared,
    mae_kwh: maeKwh,
    mae_share: maeShare,
    range_days: ranged,
    days_inside: inside,
  };
}

function hoursOf(site: Site, span: Span, outages: readonly ReportOutage[]) {
  const light = span.endMs > span.startMs ? gaps(nightsOf(site, span), span) : [];
  const daylight_hours = hours(light);
  const outage_hours = hours(marked(light, outages, "outage"));
  return {
    daylight_hours,
    outage_hours,
    curtailment_hours: hours(marked(light, outages, "curtailment")),
    available_share: daylight_hours > 0 ? 1 - outage_hours / daylight_hours : null,
  };
}

/** Returns the parts of spans in which something of a kind was marked, each time once. */
function marked(spans: readonly Span[], outages: readonly ReportOutage[], kind: OutageKind) {
  const times = outages.filter((outage) => outage.kind === kind)
    .map(({ start_utc, end_utc }) => ({
      startMs: milliseconds(start_utc),
      endMs: end_utc === null ? Infinity : milliseconds(end_utc),
    }));
  return spans.flatMap((span) => within(times, span));
}

const hours = (spans: readonly Span[]) =>
  spans.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) / HOUR;

/** Adds up what is known; null without anything. */
export function sumOrNull(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
