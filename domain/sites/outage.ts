import { z } from "zod";
import { time } from "../ingestion.ts";
import { isStorable } from "../text.ts";
import { milliseconds } from "../time/time.ts";

export type OutageKind = "outage" | "curtailment";

/** A time in which a site could not produce what sun or wind would have given; end null: goes on. */
export interface OutagePeriod {
  start_utc: string;
  end_utc: string | null;
  kind: OutageKind;
}

/** An outage or curtailment as a group sees it. */
export interface Outage extends OutagePeriod {
  outage_uuid: string;
  /** What the reader's own group wrote about it. */
  text: string | null;
  created_utc: string;
  /** When it was removed; null: it counts. */
  removed_utc: string | null;
}

export const OUTAGE_KINDS = ["outage", "curtailment"] as const satisfies OutageKind[];

/** Returns what pages call a kind. */
export function outageLabel(kind: OutageKind): string {
  return kind === "outage" ? "Outage" : "Curtailment";
}

const fields = {
  kind: z.enum(OUTAGE_KINDS, { error: `Choose one of: ${OUTAGE_KINDS.join(", ")}.` }),
  start_utc: time(),
  end_utc: time().nullable(),
  text: z.string().trim().max(1000, { error: "Shorten the text to at most 1000 characters." })
    .refine(isStorable, { error: "Remove the invalid characters from the text." }).nullable(),
};

/** A new outage or curtailment. Without an end it goes on. */
export const newOutage = z.object({
  kind: fields.kind,
  start_utc: fields.start_utc,
  end_utc: fields.end_utc.default(null),
  text: fields.text.default(null),
}).refine(({ start_utc, end_utc }) => end_utc === null || isBefore(start_utc, end_utc), {
  path: ["end_utc"],
  error: "The end must be after the start.",
});
export type NewOutage = z.output<typeof newOutage>;

/** Changes of an outage: what is absent stays. `removed` takes it away, or puts it back. */
export const outageChanges = z.object(fields).extend({ removed: z.boolean() }).partial();
export type OutageChanges = z.output<typeof outageChanges>;

const isBefore = (start: string, end: string) =>
  Temporal.Instant.compare(Temporal.Instant.from(start), Temporal.Instant.from(end)) < 0;

/** Returns true when an outage or curtailment is marked that has not ended. */
export function isOut(outages: readonly OutagePeriod[], now: Temporal.Instant): boolean {
  const nowMs = now.epochMilliseconds;
  return outages.some((outage) => startMs(outage) <= nowMs && endMs(outage) > nowMs);
}

/** Returns the periods that no outage or curtailment overlaps. */
export function outsideOutages<P extends { startMs: number }>(
  periods: readonly P[],
  outages: readonly OutagePeriod[],
  endOf: (period: P) => number,
): readonly P[] {
  if (outages.length === 0) return periods;
  return periods.filter((period) =>
    !outages.some((outage) => startMs(outage) < endOf(period) && endMs(outage) > period.startMs)
  );
}

const startMs = ({ start_utc }: OutagePeriod) => milliseconds(start_utc);
const endMs = ({ end_utc }: OutagePeriod) => end_utc === null ? Infinity : milliseconds(end_utc);
