import { parse } from "../../validation.ts";
import { chargeTypeOf } from "../charge_type.ts";
import { type NewSession, newSession } from "../session_input.ts";
import { milesOf, stored } from "../units.ts";
import { membersOf, numberOf, type State, textOf } from "./state.ts";

/** Where a session was, as Home Assistant sends it. */
export interface SentPlace {
  location_name: string;
  location_type: "home" | "public";
  network_name: string | null;
  address: string | null;
  latitude: number | null;
  longitude: number | null;
}

/** A charging session of Home Assistant, with its place. */
export interface SentSession {
  session: NewSession & { session_start_utc: string };
  place: SentPlace;
}

/**
 * Reads the last entry of a vehicle's log of energy transfers. Powers are in W there. `length` is the
 * unit of the vehicle's distances; without one, the range added is not known. Returns a sentence for
 * what cannot be a session.
 */
export function sessionOf(
  { state, attributes: sent }: State,
  deviceId: string,
  length: string | undefined,
): SentSession | string {
  const attributes = membersOf(sent);
  const place = placeOf(membersOf(attributes.location));
  const { location_name, location_type, address, latitude, longitude } = place;
  const energy = numberOf(attributes.energyConsumed) ??
    energyOf(numberOf(state), attributes.unit_of_measurement);
  const { data, fields } = parse(newSession, {
    ...figuresOf(attributes, length),
    ...typeOf(textOf(attributes.chargerType)),
    energy_kwh: energy,
    device_id: deviceId,
    is_complete: true,
    source_system: "home_assistant",
    location_name,
    location_type,
    address,
    latitude,
    longitude,
  });
  if (fields) return fields[0]!.message;
  const { session_start_utc: start } = data;
  return start == null
    ? "It has no start."
    : { session: { ...data, session_start_utc: start }, place };
}

function figuresOf(attributes: Record<string, unknown>, length: string | undefined) {
  const [time, plug, soc, power] = [
    "energyTransferDuration",
    "plugDetails",
    "stateOfCharge",
    "power",
  ]
    .map((name) => membersOf(attributes[name])) as [Members, Members, Members, Members];
  const added = numberOf(plug.totalDistanceAdded);
  const km = added === null ? null : stored(added, "length", length);
  const kw = (value: unknown) => {
    const watts = numberOf(value);
    return watts === null ? null : stored(watts, "power", "W");
  };
  return {
    session_start_utc: textOf(time.begin),
    session_end_utc: textOf(time.end),
    charge_duration_seconds: numberOf(time.totalTime),
    plugged_in_duration_seconds: numberOf(plug.totalPluggedInTime),
    start_soc: numberOf(soc.firstSOC),
    end_soc: numberOf(soc.lastSOC),
    max_power: kw(power.max),
    min_power: kw(power.min),
    charging_kw: kw(power.weightedAverage),
    miles_added: km === null ? null : milesOf(km),
  };
}

type Members = Record<string, unknown>;

/** Keeps a type of charger that is neither AC nor DC in the note. */
function typeOf(text: string | null) {
  const charge_type = chargeTypeOf(text);
  return { charge_type, note: text && !charge_type ? `Type of charger: ${text}` : null };
}

const energyOf = (value: number | null, unit: unknown) =>
  value === null ? null : stored(value, "energy", unit);

/** Names that stand for none. */
const NO_NAME = new Set(["SAVED", "UNKNOWN"]);
const given = (value: unknown) => {
  const text = textOf(value);
  return text && !NO_NAME.has(text.toUpperCase()) ? text : null;
};

function placeOf(location: Record<string, unknown>): SentPlace {
  const parts = membersOf(location.address);
  const lines = [parts.address1, parts.city, parts.state].map(textOf).filter((line) =>
    line !== null
  );
  const address = lines.join(", ") || textOf(location.address);
  const network_name = given(location.network);
  const location_type = isHome(location, network_name) ? "home" : "public";
  const name = given(location.name) ?? (location_type === "home" ? "Home" : null) ??
    textOf(parts.city) ?? address ?? "Unknown location";
  const [latitude, longitude] = [numberOf(location.latitude), numberOf(location.longitude)];
  const isOnGlobe = latitude !== null && longitude !== null && Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180;
  return {
    location_name: name,
    location_type,
    network_name,
    address,
    latitude: isOnGlobe ? latitude : null,
    longitude: isOnGlobe ? longitude : null,
  };
}

/** The first place that a driver saved has no name of its own, the id 0, and no network. */
export function isHome(location: Record<string, unknown>, network_name: string | null): boolean {
  const id = location.id ?? location.location_id;
  const hasName = given(location.name ?? location.location_name) !== null;
  return !hasName && String(id ?? "").trim() === "0" && given(network_name) === null;
}
