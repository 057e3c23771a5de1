import type { ExportQuestion, ForecastChoice } from "../../domain/operations/exports/export.ts";
import { dayAheadDeadline } from "../../domain/forecasts/chart_question.ts";
import type { ForecastQuestion } from "../../domain/forecasts/forecast_question.ts";
import { type Site, zoneOf } from "../../domain/sites/site.ts";
import { instantOfLocal } from "../../domain/time/local_time.ts";
import { type DayRange, daysIn } from "../../domain/time/shown_range.ts";
import { dayOf, dayPeriod, type Period } from "../../domain/time/time.ts";

/** What is read in one scope: some sites of one zone over some days. */
export interface ExportPiece {
  sites: Site[];
  /** Zone of the file's times at these sites. */
  zone: string;
  days: Pick<DayRange, "first" | "last">;
  period: Period;
}

/** Sites and days in one scope: 1,344 quarter hours, or 20,160 minutes. */
const SITE_DAYS = 14;
/** Days of energies in one scope, in whole months. */
const MONTHS = 3;

/** Lists the pieces of a file that these sites have: site by site where they have more than one. */
export function* exportPieces(sites: Site[], question: ExportQuestion): Generator<ExportPiece> {
  const { what, range } = question;
  if (what === "sites") return yield wholePiece(sites, question);
  const byZone = Map.groupBy(sites, (site) => zoneOfFile(site, question));
  for (const [zone, ofZone] of byZone) {
    const days = "first" in range ? range : daysOfPeriod(range, zone);
    const parts = [...partsOf(days, question)];
    const most = parts.length > 1 ? 1 : Math.max(1, Math.floor(SITE_DAYS / daysIn(days)));
    for (let at = 0; at < ofZone.length; at += most) {
      const some = ofZone.slice(at, at + most);
      for (const part of parts) {
        yield { sites: some, zone, days: part, period: periodOf(part, zone, range) };
      }
    }
  }
}

function wholePiece(sites: Site[], { range }: ExportQuestion): ExportPiece {
  const days = "first" in range ? range : daysOfPeriod(range, "UTC");
  return { sites, zone: "UTC", days, period: dayPeriod(days.first, "UTC", daysIn(days)) };
}

/** Energies are of the days of each site, whatever zone the file has. */
function zoneOfFile(site: Site, { what, layout: { zone } }: ExportQuestion): string {
  return zone === "site" || what.startsWith("energy") ? zoneOf(site) : zone;
}

function daysOfPeriod({ start, end }: Period, zone: string) {
  return { first: dayOf(start, zone), last: dayOf(end.subtract({ nanoseconds: 1 }), zone) };
}

function* partsOf(
  { first, last }: ExportPiece["days"],
  { what, forecast }: ExportQuestion,
): Generator<ExportPiece["days"]> {
  if (what === "accuracy") return yield { first, last };
  const isByDay = what === "forecast" && ["day_ahead", "all_runs"].includes(forecast.choice);
  for (let from = first; Temporal.PlainDate.compare(from, last) <= 0;) {
    const next = what.startsWith("energy")
      ? from.with({ day: 1 }).add({ months: MONTHS })
      : from.add({ days: isByDay ? 1 : SITE_DAYS });
    const to = next.subtract({ days: 1 });
    yield { first: from, last: Temporal.PlainDate.compare(to, last) < 0 ? to : last };
    from = next;
  }
}

/** Returns the period of days in a zone, cut to the range where that is an exact one. */
function periodOf(days: ExportPiece["days"], zone: string, range: ExportQuestion["range"]): Period {
  const { start, end } = dayPeriod(days.first, zone, daysIn(days));
  if ("first" in range) return { start, end };
  const isBefore = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0;
  return {
    start: isBefore(start, range.start) ? range.start : start,
    end: isBefore(range.end, end) ? range.end : end,
  };
}

/** Returns the conditions on the forecasts of a piece, which has one day if they depend on the day. */
export function conditionsOf(
  { choice, madeBefore, conditions }: ForecastChoice,
  { days, zone }: ExportPiece,
): ForecastQuestion {
  if (choice === "day_ahead") {
    return { ...conditions, made_before: `${dayAheadDeadline(days.first, zone)}` };
  }
  if (choice !== "as_made") return conditions;
  const made = instantOfLocal(madeBefore!, zone) ?? Temporal.Instant.from(madeBefore!);
  return { ...conditions, made_before: `${made}` };
}
