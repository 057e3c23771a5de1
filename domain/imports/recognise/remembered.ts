import type { Proposal, Reading } from "../reading.ts";
import { isOneCell } from "../read/moment_text.ts";
import { parseNumber } from "../read/number.ts";
import type { Facts } from "./file_sample.ts";
import type { Sight } from "./see.ts";
import { clockMsOf } from "./series.ts";
import { periodTexts } from "./time_columns.ts";

/**
 * Returns the proposal with the reading that is remembered for its shape, which holds the
 * decisions that the questions are about. Encoding, lines of the header and, where it is that of the site, the zone stay those of
 * this file. A reading by which this file has no times or numbers is not taken.
 */
export function withRemembered(proposal: Proposal, sight: Sight, { remembered }: Facts): Proposal {
  const { reading } = proposal;
  const known = remembered.find(({ shape_key, reading: of }) =>
    shape_key === proposal.shape_key && !of.forecast === !reading?.forecast
  );
  if (!known || !reading) return proposal;
  const taken: Reading = {
    ...known.reading,
    encoding: reading.encoding,
    header_lines: reading.header_lines,
    zone: zoneFor(known.reading, reading, sight),
  };
  if (!fits(taken, sight)) {
    const reason =
      `The reading “${known.name}” is remembered for these columns, but does not fit the times and numbers of this file.`;
    return { ...proposal, reasons: [reason, ...proposal.reasons] };
  }
  return {
    ...proposal,
    reading: taken,
    is_zone_of_site: proposal.is_zone_of_site && !isFixed(known.reading.zone),
    questions: proposal.questions.filter(({ field }) => field === "site"),
    reasons: [`Read as “${known.name}”, which is remembered for these columns.`],
  };
}

/** A zone that somebody chose stays; that of a site is the one of this file's site. */
function zoneFor(known: Reading, proposed: Reading, { zone }: Sight): string {
  if (zone.isOfFile || zone.siteZone === null) return known.zone;
  return isFixed(known.zone) ? known.zone : proposed.zone;
}

/** Returns whether a zone is none of a place, so that somebody chose it. */
const isFixed = (zone: string) => zone === "UTC" || zone.startsWith("Etc/");

/** Returns whether nearly all lines that the proposal could read have a time and a number by a reading. */
function fits(reading: Reading, { seen, order }: Sight): boolean {
  if (order.proof !== null && reading.time.form !== order.form) return false;
  const times = reading.time.columns.map((index) => seen.columns[index]);
  const values = reading.value_columns.map((index) => seen.columns[index]);
  if (times.includes(undefined) || values.includes(undefined)) return false;
  const rows = seen.table.segments.flat();
  const own = times.filter((column) => column !== undefined);
  const { starts } = periodTexts(rows, { time: own, end: isOneCell(reading) ? own : null });
  const dated = starts.filter((text) => !Number.isNaN(clockMsOf(text, reading.time.form)));
  const numbers = values.every((column) =>
    column!.filled.filter((cell) => parseNumber(cell, reading) === "not_a_number").length <=
      column!.filled.length * 0.2
  );
  return numbers && dated.length >= rows.length * 0.5;
}
