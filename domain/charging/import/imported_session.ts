import { z } from "zod";
import { isStorable } from "../../text.ts";
import { milliseconds } from "../../time/time.ts";
import { moment } from "../fields.ts";
import { END_BEFORE_START, newSession } from "../session_input.ts";

const text = (what: string) =>
  z.string().max(255, { error: `Shorten ${what} to at most 255 characters.` })
    .refine(isStorable, { error: `Remove the invalid characters from ${what}.` }).nullable();
const time = moment("the time").nullable();

/** What only files have: names instead of keys, and facts of the car that wrote them. */
const others = z.object({
  network_name: text("the network"),
  plug_status: text("the state of the plug"),
  charging_status: text("the state of charging"),
  station_status: text("the state of the station"),
  estimated_end_utc: time,
  recorded_at: time,
  original_timestamp: time,
}).partial();

/** A session as a row of a file holds it. Names stand for network and place; they are found on storing. */
export type ImportedSession = z.output<typeof newSession> & z.output<typeof others>;

/** What is wrong with a row: the field of its cell, empty for the whole row, and a sentence. */
export interface RowFault {
  field: string;
  message: string;
}

const FIELDS: Record<string, z.ZodType | undefined> = { ...newSession.shape, ...others.shape };

/**
 * Returns a session whose values are within their bounds, or what is wrong with the first that is
 * not. Each value is checked by the schema of its field: that of the whole session looks at all of
 * its fields, of which a file has few, and takes ten times as long. A row has a start or an energy.
 */
export function boundedSession(values: Record<string, unknown>): ImportedSession | RowFault {
  const session: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(values)) {
    const { data, error } = FIELDS[field]?.safeParse(value) ?? {};
    if (error) return { field, message: error.issues[0]!.message };
    session[field] = data;
  }
  const [start, end] = [session.session_start_utc, session.session_end_utc];
  if (
    typeof start === "string" && typeof end === "string" && milliseconds(start) > milliseconds(end)
  ) {
    return { field: "session_end_utc", message: END_BEFORE_START };
  }
  return session as ImportedSession;
}
