import { membersOf, numberOf, type State } from "./state.ts";
import { type SentTrip, tripOf } from "./trip.ts";

const TRIP = "xev-key-off-trip-segment-data";

/**
 * Reads the newest trip from a vehicle's sensor of events. There it is in km, seconds, Wh and °C,
 * whatever Home Assistant shows, as an object or as the text that the car sent. It is the trip that
 * the range sensor tells, with the same figures: a trip that both tell is one. Undefined where the
 * events hold no trip that moved the vehicle.
 */
export function eventTripOf(state: State): SentTrip | undefined {
  const events = membersOf(state.attributes);
  const told = membersOf(events[TRIP] ?? membersOf(events.customEvents)[TRIP]);
  const trip = { ...told, ...sentIn(told) };
  const wattHours = numberOf(trip.energy_consumed);
  return tripOf({
    ...state,
    attributes: {
      unit_of_measurement: "km",
      tripDistanceTraveled: trip.distance_traveled,
      tripDuration: trip.trip_duration,
      // The range sensor has it with two digits.
      tripEnergyConsumed: wattHours === null ? null : Math.round(wattHours / 10) / 100,
      tripAmbientTemp: trip.ambient_temperature ?? trip.ambient_temp,
      tripCabinTemp: trip.cabin_temperature ?? trip.cabin_temp,
      tripOutsideAirAmbientTemp: trip.outside_air_ambient_temperature ?? trip.outside_air_temp,
    },
  });
}

/** Returns the members of the texts that the car sent, each of which is a JSON object. */
function sentIn(told: Record<string, unknown>): Record<string, unknown> {
  const { stringArrayValue: texts } = membersOf(membersOf(told.oemData).trip_data);
  const objects = Array.isArray(texts) ? texts.map(parsed) : [];
  return Object.assign({}, ...objects.map(membersOf));
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined; // the sensor is then ignored, as it holds no trip
  }
}
