import { z } from "zod";
import { isStorable } from "../text.ts";

/** An alarm of a logger: open until it is cleared or dismissed, and kept in any case. */
export interface Alarm {
  alarm_uuid: string;
  logger_uuid: string;
  /** The rule that raised it; null: a person, a device or the service did, or it was deleted. */
  rule_uuid: string | null;
  /** What the service found by itself, as `counter`; null in alarms of people, devices and rules. */
  cause: string | null;
  /** Default 1; a larger number is more severe. */
  severity: number;
  description: string;
  raised_utc: string;
  /** When what it tells had ended, seen by who raised it. */
  cleared_utc: string | null;
  dismissed_utc: string | null;
  /** E-mail address of the user who dismissed it; null where that is somebody of another group. */
  dismissed_by: string | null;
}

/** Which alarms a list has: those that are open, those that are not, or all that there ever were. */
export const ALARM_LISTS = ["open", "past", "all"] as const;
export type AlarmList = typeof ALARM_LISTS[number];

const MOST_CHARACTERS = 2000;

export const severity = z.int({ error: "Write the severity as a whole number from 0 to 100." })
  .min(0, { error: "Write the severity as a whole number from 0 to 100." })
  .max(100, { error: "Write the severity as a whole number from 0 to 100." });

/** An alarm as a device or a person raises it. */
export const newAlarm = z.object({
  description: z.string({ error: "Say what is wrong." }).trim()
    .refine(isStorable, { error: "Remove the invalid characters from the description." })
    .min(1, { error: "Say what is wrong." })
    .max(MOST_CHARACTERS, { error: `Shorten it to at most ${MOST_CHARACTERS} characters.` }),
  severity: severity.default(1),
});
export type NewAlarm = z.output<typeof newAlarm>;
