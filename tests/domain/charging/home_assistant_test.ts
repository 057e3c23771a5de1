import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { readStates, thinned } from "../../../domain/charging/home_assistant/read_states.ts";
import { isHome } from "../../../domain/charging/home_assistant/session.ts";
import { states } from "../../../domain/charging/home_assistant/state.ts";
import { energyTransfer, ford, haState } from "../../support/home_assistant.ts";

const read = (sent: unknown) => readStates(states.parse(sent));
const only = (...sent: unknown[]) => {
  const { vehicles, ignored } = read(sent);
  assert.deepEqual(ignored, []);
  assert.equal(vehicles.length, 1);
  return vehicles[0]!;
};
const reasons = (...sent: unknown[]) =>
  Object.fromEntries(read(sent).ignored.map(({ entity_id, reason }) => [entity_id, reason]));

describe("a session of Home Assistant", () => {
  it("has kW, AC, and the place's own name instead of SAVED", () => {
    const { sessions: [sent] } = only(energyTransfer(), ford("odometer", "20000", "km"));
    const { session, place } = sent!;
    assert.deepEqual(
      [session.charge_type, session.max_power, session.charging_kw, session.energy_kwh],
      ["AC", 9.6, 7.536, 31.4],
    );
    assert.deepEqual(
      [session.plugged_in_duration_seconds, session.charge_duration_seconds, session.miles_added],
      [40000, 15000, 100],
    );
    assert.deepEqual(place, {
      location_name: "Home",
      location_type: "home",
      network_name: null,
      address: "12 Main St, Springfield, MD",
      latitude: 39.2904,
      longitude: -76.6122,
    });
    assert.deepEqual([session.location_name, session.source_system], ["Home", "home_assistant"]);
  });

  it("has the miles of a vehicle whose distances are miles, and none without a unit", () => {
    const miles = only(energyTransfer(), ford("elveh", "200", "mi"));
    assert.equal(miles.sessions[0]!.session.miles_added, 160.9344);
    assert.equal(only(energyTransfer()).sessions[0]!.session.miles_added, null);
  });

  it("keeps a type that is neither AC nor DC in its note", () => {
    const { session } = only(energyTransfer({ chargerType: "Solar" })).sessions[0]!;
    assert.deepEqual([session.charge_type, session.note], [null, "Type of charger: Solar"]);
    assert.equal(
      only(energyTransfer({ chargerType: "DC_FAST" })).sessions[0]!.session.charge_type,
      "DC",
    );
  });

  it("is ignored with a reason when it cannot be one", () => {
    const entity = energyTransfer().entity_id;
    const backwards = { begin: "2026-03-02T20:00:00Z", end: "2026-03-02T00:10:00Z" };
    assert.equal(
      reasons(energyTransfer({ energyTransferDuration: backwards }))[entity],
      "The end must not be before the start.",
    );
    assert.equal(
      reasons(energyTransfer({ energyTransferDuration: {} }))[entity],
      "It has no start.",
    );
    assert.equal(reasons(haState(entity, "unknown"))[entity], "Enter a start or an energy.");
  });

  for (
    const [location, network, expected] of [
      [{ location_name: "SAVED", location_id: "0" }, "UNKNOWN", true],
      [{ location_name: "SAVED", location_id: "0" }, "Tesla", false],
      [{ location_name: "SAVED", location_id: "7" }, null, false],
      [{ location_name: "", location_id: "0" }, null, true],
      [{ location_name: "Cabin", location_id: "0" }, null, false],
      [{ name: "SAVED", id: 0 }, null, true],
    ] as const
  ) {
    it(`is at home is ${expected} for ${JSON.stringify(location)} of ${network}`, () => {
      assert.equal(isHome(location, network), expected);
    });
  }
});

describe("readings of Home Assistant", () => {
  it("are one picture of a vehicle, in the stored units", () => {
    const { battery, status } = only(
      ford("soc", "80", "%"),
      ford("elveh", "200", "mi"),
      ford("odometer", "10000", "mi", "2026-03-02T08:00:05Z"),
      ford("outsidetemp", "68", "°F"),
      ford("cabintemperature", "21.5", "°C"),
      ford("gearleverposition", "PARK"),
      ford("lastrefresh", "2026-03-02T08:00:05+00:00", undefined, "2026-03-02T08:00:09Z"),
      haState("sensor.fordpass_testvin001_tirepressure", "Normal", {
        unit_of_measurement: "psi",
        frontLeft: "36",
        rearLeft_state: "Normal",
      }),
    );
    assert.deepEqual(battery, [{
      recorded_at: "2026-03-02T08:00:00.123456Z",
      source_system: "home_assistant",
      hv_battery_soc: 80,
      hv_battery_range: 321.8688,
    }]);
    assert.deepEqual(status, [{
      recorded_at: "2026-03-02T08:00:05Z",
      source_system: "home_assistant",
      odometer: 16093.44,
      outside_temperature: 20,
      cabin_temperature: 21.5,
      gear_position: "PARK",
      tire_pressure: { front_left: 248.211263, rear_left_state: "Normal" },
    }]);
  });

  it("hold a trip, in miles and Fahrenheit where the range is in miles, but none that stood", () => {
    const told = (unit: string, changes = {}) =>
      haState("sensor.fordpass_testvin001_elveh", "200", {
        unit_of_measurement: unit,
        tripDistanceTraveled: 10,
        tripDuration: "1 day, 0:00:01",
        tripCabinTemp: 68,
        tripSpeed: 90,
        ...changes,
      });
    const [trip] = only(told("mi")).trips;
    assert.deepEqual(
      [trip!.distance, trip!.duration, trip!.cabin_temp, trip!.speed_score, trip!.efficiency],
      [16.09344, 86401, 20, 90, null],
    );
    assert.equal(only(told("km")).trips[0]!.cabin_temp, 68);
    for (
      const odd of [{ tripDistanceTraveled: 0 }, { tripDuration: "soon" }, { tripDuration: -1 }]
    ) {
      assert.deepEqual(only(told("km", odd)).trips, []);
    }
  });

  it("hold a trip among events, in km, Wh and °C, which is that of the range sensor", () => {
    const trip = { distance_traveled: 19, trip_duration: 1800, cabin_temperature: 21.5 };
    const events = (told: Record<string, unknown>) =>
      haState("sensor.fordpass_testvin001_events", "unknown", told);
    const text = JSON.stringify({ ...trip, energy_consumed: 7604 });
    const oemData = { trip_data: { stringArrayValue: [text] } };
    const sent = { "xev-key-off-trip-segment-data": { ...trip, energy_consumed: 7604 } };
    const range = haState("sensor.fordpass_testvin001_elveh", "200", {
      unit_of_measurement: "mi",
      tripDistanceTraveled: 19 / 1.609344,
      tripDuration: "0:30:00",
      tripEnergyConsumed: 7.6,
    });
    const asText = { customEvents: { "xev-key-off-trip-segment-data": { oemData } } };
    for (const states of [[events(sent)], [events(asText)], [events(sent), range]]) {
      const { trips } = only(...states);
      assert.deepEqual(
        trips.map((one) => [one.distance, one.duration, one.energy_consumed]),
        [[19, 1800, 7.6]],
      );
    }
    assert.equal(only(events(sent)).trips[0]!.cabin_temp, 21.5);
    assert.deepEqual(Object.values(reasons(events({ other: {} }))), ["It holds no trip."]);
  });

  it("are a history when a sensor comes several times", () => {
    const { battery } = only(
      ford("soc", "80", "%", "2026-03-02T08:00:00Z"),
      ford("soc", "79", "%", "2026-03-02T09:00:00Z"),
      ford("elveh", "300", "km", "2026-03-02T09:00:00Z"),
    );
    assert.deepEqual(
      battery.map(({ hv_battery_soc, hv_battery_range }) => [
        hv_battery_soc,
        hv_battery_range,
      ]),
      [[80, undefined], [79, 300]],
    );
  });

  it("are left out with a reason without a value, a unit or a sensor that is read", () => {
    assert.deepEqual(
      reasons(
        ford("soc", "unavailable", "%"),
        ford("odometer", "12", "furlong"),
        ford("speed", "fast", "km/h"),
        ford("brakepedalstatus", "unknown"),
        ford("elvehplug", "CONNECTED"),
        haState("sensor.kitchen", "21"),
        haState("sensor.fordpass_testvin001_gps", "x", {
          value: { location: { lat: 91, lon: 0 } },
        }),
      ),
      {
        "sensor.fordpass_testvin001_soc": "It has no value.",
        "sensor.fordpass_testvin001_odometer": "Its unit is not known.",
        "sensor.fordpass_testvin001_speed": "It is not a number.",
        "sensor.fordpass_testvin001_brakepedalstatus": "It has no value.",
        "sensor.fordpass_testvin001_elvehplug": "This sensor is not read.",
        "sensor.kitchen": "It is no sensor of FordPass.",
        "sensor.fordpass_testvin001_gps": "Its coordinates are not on the globe.",
      },
    );
  });

  it("of one object are taken, and of nothing or without a time are refused", () => {
    assert.equal(read(ford("soc", "80", "%")).vehicles[0]!.battery.length, 1);
    for (const bad of [[], null, "text", [{ entity_id: "sensor.x", state: "1" }]]) {
      assert.equal(states.safeParse(bad).success, false);
    }
  });

  it("of positions leave out those that are soon after and near the one before", () => {
    const at = (recorded_at: string, latitude: number) => ({ recorded_at, latitude, longitude: 0 });
    const kept = thinned([
      at("2026-03-02T08:02:00Z", 51.00001),
      at("2026-03-02T08:00:30Z", 51),
      at("2026-03-02T08:00:50Z", 51.01),
      at("2026-03-02T08:01:10Z", 51.01001),
    ], at("2026-03-02T08:00:00Z", 51));
    assert.deepEqual(kept.map(({ recorded_at }) => recorded_at.slice(14, 19)), ["00:50", "02:00"]);
  });
});
