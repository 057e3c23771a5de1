import { z } from "zod";
import { isStorable } from "../../text.ts";
import { newSession } from "../session_input.ts";

const text = (what: string) =>
  z.string().max(255, { error: `Shorten ${what} to at most 255 characters.` })
    .refine(isStorable, { error: `Remove the invalid characters from ${what}.` }).nullable();
const moment = z.string().nullable();

/** What only files have: names instead of keys, and facts of the car that wrote them. */
const others = z.object({
  network_name: text("the network"),
  plug_status: text("the state of the plug"),
  charging_status: text("the state of charging"),
  station_status: text("the state of the station"),
  estimated_end_utc: moment,
  recorded_at: moment,
  original_timestamp: moment,
}).partial();

/** A session as a row of a file holds it. Names stand for network and place; they are found on storing. */
export type ImportedSession = z.output<typeof newSession> & z.output<typeof others>;

/** What is wrong with a row: the field of its cell, empty for the whole row, and a sentence. */
export interface RowFault {
  field: string;
  message: string;
}

/** Returns a session whose values are within their bounds, or what is wrong with the first that is not. */
export function boundedSession(values: Record<string, unknown>): ImportedSession | RowFault {
  const session = newSession.safeParse(values);
  const extra = others.safeParse(values);
  const issue = session.error?.issues[0] ?? extra.error?.issues[0];
  if (issue) return { field: String(issue.path[0] ?? ""), message: issue.message };
  return { ...session.data!, ...extra.data! };
}
