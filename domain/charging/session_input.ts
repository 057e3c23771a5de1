import { z } from "zod";
import { milliseconds } from "../time/time.ts";
import { atLeast0, flag, id, moment, number, percent, text } from "./fields.ts";
import { versionRead } from "../version.ts";

export const CHARGE_TYPES = ["AC", "DC"] as const;
/** Types that a form offers; files and programs may send others. */
export const LOCATION_TYPES = [
  "home",
  "work",
  "public",
  "retail",
  "destination",
  "highway",
  "other",
] as const;
export const EVSE_SOURCES = [
  "smart_evse",
  "energy_monitor",
  "manual",
  "estimated",
  "stall_default",
] as const;

/** The fields of a session that a person or a program writes; null: not known. */
const fields = {
  site_uuid: z.guid({ error: "Not a valid UUID." }).nullable(),
  location_id: id("the location").nullable(),
  location_name: text("the location", 255).nullable(),
  location_type: text("the type of the location", 20).nullable(),
  network_id: id("the network").nullable(),
  charge_type: z.enum(CHARGE_TYPES, { error: "Choose AC or DC." }).nullable(),
  session_start_utc: moment("the start").nullable(),
  session_end_utc: moment("the end").nullable(),
  charge_duration_seconds: atLeast0("the time of charging", "seconds").nullable(),
  plugged_in_duration_seconds: atLeast0("the time plugged in", "seconds").nullable(),
  energy_kwh: atLeast0("the energy", "kWh").nullable(),
  charging_kw: atLeast0("the mean power", "kW").nullable(),
  max_power: atLeast0("the highest power", "kW").nullable(),
  min_power: atLeast0("the lowest power", "kW").nullable(),
  charging_voltage: atLeast0("the voltage", "V").nullable(),
  charging_amperage: atLeast0("the current", "A").nullable(),
  start_soc: percent("the state of charge at the start").nullable(),
  end_soc: percent("the state of charge at the end").nullable(),
  cost: atLeast0("the cost", "the session's currency").nullable(),
  cost_without_overrides: atLeast0("the cost without discounts", "the session's currency")
    .nullable(),
  currency: z.string().trim().toUpperCase()
    .regex(/^[A-Z]{3}$/, { error: "Write the currency like EUR." }).nullable(),
  is_free: flag("it was free").nullable(),
  is_complete: flag("the session is complete"),
  miles_added: atLeast0("the range added", "miles").nullable(),
  address: text("the address", 1000).nullable(),
  latitude: number("the latitude", -90, 90, " degrees").nullable(),
  longitude: number("the longitude", -180, 180, " degrees").nullable(),
  evse_voltage: atLeast0("the voltage at the charger", "V").nullable(),
  evse_amperage: atLeast0("the current at the charger", "A").nullable(),
  evse_kw: atLeast0("the power at the charger", "kW").nullable(),
  evse_energy_kwh: atLeast0("the energy at the charger", "kWh").nullable(),
  evse_max_power_kw: atLeast0("the highest power at the charger", "kW").nullable(),
  charger_rated_kw: atLeast0("the rated power of the charger", "kW").nullable(),
  evse_source: z.enum(EVSE_SOURCES, { error: "Choose where the charger's values come from." })
    .nullable(),
  stall_id: id("the stall").nullable(),
  note: text("the note", 2000).nullable(),
};

export const END_BEFORE_START = "The end must not be before the start.";

const inOrder = {
  when: ({ value }: { value: unknown }) => typeof value === "object" && value !== null,
  path: ["session_end_utc"],
  error: END_BEFORE_START,
};

interface Times {
  session_start_utc?: string | null;
  session_end_utc?: string | null;
}

const anyMoment = z.iso.datetime({ offset: true });
const isMoment = (text?: string | null): text is string => anyMoment.safeParse(text).success;

const endsAfterStart = ({ session_start_utc: start, session_end_utc: end }: Times) =>
  !isMoment(start) || !isMoment(end) || milliseconds(start) <= milliseconds(end);

/**
 * A new session, of a form or a program. Without a `session_id` it gets one; sent again with the same
 * one, it stays one session. A session needs a start or an energy.
 */
export const newSession = z.object({
  ...z.object(fields).partial().shape,
  session_id: z.guid({ error: "Not a valid UUID." }).optional(),
  device_id: text("the vehicle", 255).min(1, { error: "Choose a vehicle." }).default("manual"),
  source_system: text("the source", 100).optional(),
}).refine(endsAfterStart, inOrder)
  .refine(({ session_start_utc, energy_kwh }) => session_start_utc != null || energy_kwh != null, {
    path: ["session_start_utc"],
    error: "Enter a start or an energy.",
  });
export type NewSession = z.output<typeof newSession>;

/** An edit: exactly the given fields are written. With `version`, only while it has that version. */
export const sessionEdit = z.object({
  ...z.object(fields).partial().shape,
  device_id: text("the vehicle", 255).min(1, { error: "Choose a vehicle." }).optional(),
  version: versionRead,
}).refine(endsAfterStart, inOrder);
export type SessionEdit = z.output<typeof sessionEdit>;
/** The columns that an edit writes. */
export type SessionChanges = Omit<SessionEdit, "version">;
