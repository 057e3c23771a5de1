import { z } from "zod";
import { atLeast0, flag, id, number, text } from "./fields.ts";
import { ratePerKwh } from "./network.ts";
import { LOCATION_TYPES } from "./session_input.ts";

/** A place where vehicles are charged. */
export interface ChargingLocation {
  id: number;
  location_name: string;
  location_type: string | null;
  network_id: number | null;
  network_name: string | null;
  /** The site that this place is; null: none of ours. */
  site_uuid: string | null;
  address: string | null;
  latitude: number | null;
  longitude: number | null;
  /** The rate per kWh without dates, which comes before the network's; null: none of its own. */
  cost_per_kwh: number | null;
  notes: string | null;
  /** False: a machine made it, and nobody has confirmed it. */
  is_verified: boolean;
  source_system: string | null;
}

/** A location with what hangs on it. */
export interface ListedLocation extends ChargingLocation {
  sessions: number;
  stalls: number;
}

export const CHARGER_TYPES = ["L1", "L2", "DCFC"] as const;

/** A charger at a location. One of a location can be its default. */
export interface Stall {
  id: number;
  location_id: number;
  stall_label: string;
  charger_type: string | null;
  rated_kw: number | null;
  voltage: number | null;
  amperage: number | null;
  connector_type: string | null;
  notes: string | null;
  is_default: boolean;
}

/** Returns what pages call a kind of charger. */
export function chargerLabel(type: string): string {
  return { L1: "AC, level 1", L2: "AC, level 2", DCFC: "DC, fast" }[type] ?? type;
}

const fields = {
  location_name: text("the name", 255).min(1, { error: "Enter a name." }),
  location_type: z.enum(LOCATION_TYPES, {
    error: `Choose one of: ${LOCATION_TYPES.join(", ")}.`,
  }).nullable(),
  network_id: id("the network").nullable(),
  site_uuid: z.guid({ error: "Not a valid UUID." }).nullable(),
  address: text("the address", 1000).nullable(),
  latitude: number("the latitude", -90, 90, " degrees").nullable(),
  longitude: number("the longitude", -180, 180, " degrees").nullable(),
  cost_per_kwh: ratePerKwh().nullable(),
  notes: text("the note", 2000).nullable(),
};

const both = ({ latitude, longitude }: { latitude?: number | null; longitude?: number | null }) =>
  (latitude == null) === (longitude == null);
const bothRule = { path: ["longitude"], error: "Enter both coordinates, or neither." };

/** A new location of a form or a program. */
export const newLocation = z.object({
  location_name: fields.location_name,
  ...z.object({
    location_type: fields.location_type.default(null),
    network_id: fields.network_id.default(null),
    site_uuid: fields.site_uuid.default(null),
    address: fields.address.default(null),
    latitude: fields.latitude.default(null),
    longitude: fields.longitude.default(null),
    cost_per_kwh: fields.cost_per_kwh.default(null),
    notes: fields.notes.default(null),
  }).shape,
}).refine(both, bothRule);
export type NewLocation = z.output<typeof newLocation>;

/** An edit of a location: exactly the given fields are written. */
export const locationEdit = z.object(fields).partial().refine(both, bothRule);
export type LocationEdit = z.output<typeof locationEdit>;

const stallFields = {
  stall_label: text("the label", 100).min(1, { error: "Enter a label." }),
  charger_type: z.enum(CHARGER_TYPES, { error: "Choose the kind of charger." }).nullable(),
  rated_kw: atLeast0("the rated power", "kW").nullable(),
  voltage: atLeast0("the voltage", "V").nullable(),
  amperage: atLeast0("the current", "A").nullable(),
  connector_type: text("the connector", 20).nullable(),
  notes: text("the note", 2000).nullable(),
  is_default: flag("it is the default"),
};

/** A new stall of a location, which the caller names. */
export const newStall = z.object({
  stall_label: stallFields.stall_label,
  ...z.object({
    charger_type: stallFields.charger_type.default(null),
    rated_kw: stallFields.rated_kw.default(null),
    voltage: stallFields.voltage.default(null),
    amperage: stallFields.amperage.default(null),
    connector_type: stallFields.connector_type.default(null),
    notes: stallFields.notes.default(null),
    is_default: stallFields.is_default.default(false),
  }).shape,
});
export type NewStall = z.output<typeof newStall>;

/** An edit of a stall: exactly the given fields are written. */
export const stallEdit = z.object(stallFields).partial();
export type StallEdit = z.output<typeof stallEdit>;
