import { z } from "zod";
import { timeZone } from "../sites/site_input.ts";
import { isStorable } from "../text.ts";

/** A device or program at a site that sends readings. */
export interface Logger {
  logger_uuid: string;
  site_uuid: string;
  name: string;
  note: string;
  /** How often it is expected to send: decides when it is silent, and what is a gap. */
  interval_seconds: number;
  /** IANA name of the zone in which its times are shown. */
  zone: string;
  /** When its last reading arrived (RFC 3339, UTC); null: never. */
  last_seen_utc: string | null;
  /** Counts the edits, so that an edit of an older version can be refused. */
  version: number;
  created_utc: string;
}

const text = (what: string, most: number, error = `Enter ${what} as text.`) =>
  z.string({ error }).trim()
    .max(most, { error: `Shorten ${what} to at most ${most} characters.` })
    .refine(isStorable, { error: `Remove the invalid characters from ${what}.` });

const NAME = "Enter a name.";
const MOST_SECONDS = 86_400;
const INTERVAL = "Enter the interval as a whole number of seconds from 1 to 86400.";

const fields = {
  name: text("the name", 255, NAME).min(1, { error: NAME }),
  note: text("the note", 2000).overwrite((value) => value.replace(/\r\n?/g, "\n")),
  interval_seconds: z.int({ error: INTERVAL }).min(1, { error: INTERVAL })
    .max(MOST_SECONDS, { error: INTERVAL }),
  zone: timeZone,
};

/** A new logger of a form or a program. Without a zone it has that of its site. */
export const newLogger = z.object({
  name: fields.name,
  note: fields.note.default(""),
  interval_seconds: fields.interval_seconds.default(10),
  zone: fields.zone.optional(),
});
export type NewLogger = z.output<typeof newLogger>;

/** An edit of a logger: exactly the given fields are written. */
export const loggerEdit = z.object(fields).partial();
export type LoggerEdit = z.output<typeof loggerEdit>;
