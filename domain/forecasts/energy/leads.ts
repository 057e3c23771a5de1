/** When forecast energies are kept and compared, by the clock of the site. */
import { dayPeriod, HOUR } from "../../time/time.ts";
import type { Span } from "../../generation/energy.ts";

/** 9:00 of the day before, by hours of the day itself. */
export const DAY_AHEAD = -15;

/**
 * Hours of a day at which the energy of its rest is kept; those below 0 belong to the day before,
 * and their energy is that of the whole day.
 */
export const LEAD_HOURS = [DAY_AHEAD, -6, 0, 6, 9, 12, 15, 18] as const;

/** A day's energy as known at a lead hour: `span` is what it is about. */
export interface Lead {
  day: Temporal.PlainDate;
  hour: number;
  issuedUtc: Temporal.Instant;
  span: Span;
}

/** Returns the leads whose hour came in (after, until], by time. */
export function leadsBetween(
  after: Temporal.Instant,
  until: Temporal.Instant,
  zone: string,
): Lead[] {
  const found: Lead[] = [];
  const last = until.toZonedDateTimeISO(zone).toPlainDate().add({ days: 1 });
  let day = after.toZonedDateTimeISO(zone).toPlainDate();
  for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    for (const hour of LEAD_HOURS) {
      const lead = leadOf(day, hour, zone);
      const { issuedUtc } = lead;
      if (Temporal.Instant.compare(issuedUtc, after) <= 0) continue;
      if (Temporal.Instant.compare(issuedUtc, until) <= 0) found.push(lead);
    }
  }
  return found.sort((a, b) => Temporal.Instant.compare(a.issuedUtc, b.issuedUtc));
}

/** Returns the lead of a day at one of its hours. */
export function leadOf(day: Temporal.PlainDate, hour: number, zone: string): Lead {
  const date = hour < 0 ? day.subtract({ days: 1 }) : day;
  const plainTime = { hour: hour < 0 ? hour + 24 : hour };
  const issuedUtc = date.toZonedDateTime({ timeZone: zone, plainTime }).toInstant();
  const { start, end } = dayPeriod(day, zone);
  const startMs = Math.max(start.epochMilliseconds, issuedUtc.epochMilliseconds);
  return { day, hour, issuedUtc, span: { startMs, endMs: end.epochMilliseconds } };
}

/** Returns the lead hour that is nearest to an instant, for the energy of the day that starts then. */
export function nearestLead(nowMs: number, dayStartMs: number): number {
  const hours = (nowMs - dayStartMs) / HOUR;
  return LEAD_HOURS.reduce((best, hour) =>
    Math.abs(hour - hours) < Math.abs(best - hours) ? hour : best
  );
}
