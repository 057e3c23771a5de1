import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { energyTransfer, ford, haState } from "../../../support/home_assistant.ts";
import { problemOf } from "../../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const mine = () => withToken(app, app.cast.alice.token);
const send = async (...states: unknown[]) => {
  const body = states.length === 1 ? states[0] : states;
  const response = await mine().post("/api/v1/charging/home-assistant", body);
  assert.equal(response.status, 200, await response.clone().text());
  return await response.json();
};
const rows = (of = app.cast.alice.site_group_uuid) =>
  app.database.owner`
    select s.*, l.location_name as place, n.network_name, v.display_name
    from ev_charging_session s left join ev_location_lookup l on l.id = s.location_id
    left join ev_charging_networks n on n.id = s.network_id
    left join ev_vehicles v on v.device_id = s.device_id and v.site_group_uuid = s.site_group_uuid
    where s.site_group_uuid = ${of} order by s.session_start_utc`;
const places = () =>
  app.database.owner`
    select * from ev_location_lookup where site_group_uuid = ${app.cast.alice.site_group_uuid}
    order by id`;
const figures = ({ charge_type, max_power, charging_kw, energy_kwh }: Record<string, unknown>) => [
  charge_type,
  ...[max_power, charging_kw, energy_kwh].map(Number),
];

describe("a session of Home Assistant", () => {
  it("is stored with its place, its vehicle and in kW", async () => {
    const result = await send(energyTransfer(), ford("odometer", "20000", "km"));
    assert.deepEqual([result.vehicles, result.ignored], [["testvin001"], []]);
    assert.deepEqual(result.sessions, { inserted: 1, enriched: 0, unchanged: 0 });
    const [session] = await rows();
    assert.deepEqual(figures(session!), ["AC", 9.6, 7.536, 31.4]);
    assert.equal(Number(session!.plugged_in_duration_seconds), 40000);
    assert.deepEqual([session!.place, session!.location_name], ["Home", "Home"]);
    const [place] = await places();
    assert.deepEqual([place!.is_verified, place!.source_system, place!.location_type], [
      false,
      "home_assistant",
      "home",
    ]);
  });

  it("stays one when it is sent again, a little more, or once it is known better", async () => {
    assert.equal((await send(energyTransfer())).sessions.unchanged, 1);
    assert.equal((await send(energyTransfer({ energyConsumed: 31.41 }))).sessions.enriched, 1);
    const later = { begin: "2026-03-01T20:10:00Z", end: "2026-03-02T00:20:00Z", totalTime: 15000 };
    await send(energyTransfer({ energyConsumed: 33, energyTransferDuration: later }));
    const all = await rows();
    assert.equal(all.length, 1);
    assert.equal(Number(all[0]!.energy_kwh), 33);
    assert.equal((await places()).length, 1);
  });

  it("is another one at another time, or with another energy soon after", async () => {
    const soon = { begin: "2026-03-01T20:25:00Z", end: "2026-03-02T00:20:00Z", totalTime: 1 };
    await send(energyTransfer({ energyConsumed: 5, energyTransferDuration: soon }));
    assert.equal((await rows()).length, 2);
  });

  it("keeps what the API or a person has changed, also emptied, and changes the rest", async () => {
    const [session] = await rows();
    const edit = { energy_kwh: 30, max_power: null };
    const edited = await mine().patch(`/api/v1/charging/sessions/${session!.session_id}`, edit);
    assert.equal(edited.status, 200);
    await edited.body?.cancel();
    const message = energyTransfer({
      energyConsumed: 31.4,
      stateOfCharge: { firstSOC: 28, lastSOC: 71 },
    });
    assert.equal((await send(message)).sessions.enriched, 1);
    const [after] = await rows();
    assert.deepEqual([Number(after!.energy_kwh), after!.max_power, Number(after!.end_soc)], [
      30,
      null,
      71,
    ]);
    const ways = await app.database.owner`
      select changed_through from app.charging_history
      where session_id = ${session!.session_id} and operation = 'UPDATE'
      order by changed_utc desc limit 2`;
    assert.deepEqual(ways.map((row) => row.changed_through), ["home_assistant", "api"]);
  });

  it("is at the nearest known place, and of a network that is made once", async () => {
    const { owner } = app.database;
    const group = app.cast.alice.site_group_uuid;
    await owner`
      insert into ev_location_lookup (location_name, latitude, longitude, site_group_uuid)
      values ('Far', 40.0009, 10, ${group}), ('Near', 40.0002, 10, ${group})`;
    const at = (day: string, network: string) =>
      energyTransfer({
        energyTransferDuration: { begin: `2026-04-${day}T10:00:00Z`, totalTime: 60 },
        chargerType: "DC_FAST",
        location: { name: "Mall", latitude: 40, longitude: 10, network },
      });
    await send(at("01", "IONITY"));
    await send(at("02", "ionity"));
    const found = (await rows()).slice(-2);
    assert.deepEqual(
      found.map(({ place, network_name, charge_type }) => [
        place,
        network_name,
        charge_type,
      ]),
      [["Near", "IONITY", "DC"], ["Near", "IONITY", "DC"]],
    );
    const networks = await owner`
      select * from ev_charging_networks where site_group_uuid = ${group}`;
    assert.deepEqual(
      networks.map(({ is_verified, cost_per_kwh, color }) => [
        is_verified,
        cost_per_kwh,
        color,
      ]),
      [[false, null, "#37474f"]],
    );
  });

  it("sent twenty times at once makes one session, one place and one vehicle", async () => {
    const one = {
      ...energyTransfer({
        energyTransferDuration: { begin: "2026-05-01T10:00:00Z" },
        location: { name: "Lake", address: "1 Lake Rd" },
      }),
      entity_id: "sensor.fordpass_other_energytransferlogentry",
    };
    const before = { sessions: (await rows()).length, places: (await places()).length };
    await Promise.all(Array.from({ length: 20 }, () => send(one)));
    assert.deepEqual(
      { sessions: (await rows()).length, places: (await places()).length },
      { sessions: before.sessions + 1, places: before.places + 1 },
    );
  });
});

describe("other states of Home Assistant", () => {
  const readings = (kind: string, query = "") =>
    mine().get(`/api/v1/charging/vehicles/testvin001/${kind}${query}`)
      .then((response) => response.json());

  it("are stored once, and get what they lacked", async () => {
    const at = "2026-06-01T08:00:00Z";
    const soc = ford("soc", "80", "%", at);
    assert.equal((await send(soc, ford("odometer", "100", "mi", at))).battery.inserted, 1);
    assert.equal((await send(soc)).battery.unchanged, 1);
    assert.equal((await send(soc, ford("elveh", "300", "km", at))).battery.enriched, 1);
    assert.equal((await send(ford("soc", "79", "%", at))).battery.conflicting, 1);
    const { values } = await readings("battery");
    assert.equal(values.length, 1);
    assert.deepEqual(
      [values[0].recorded_at, values[0].hv_battery_soc, values[0].hv_battery_range],
      ["2026-06-01T08:00:00Z", 80, 300],
    );
    assert.equal((await readings("status", `?start=${at}`)).values[0].odometer, 160.9344);
  });

  it("are listed as ignored when nothing reads them or they have no value", async () => {
    const result = await send(haState("sensor.kitchen", "21"), ford("soc", "unavailable", "%"));
    assert.deepEqual(result.ignored.map(({ entity_id }: { entity_id: string }) => entity_id), [
      "sensor.kitchen",
      "sensor.fordpass_testvin001_soc",
    ]);
    assert.deepEqual(result.vehicles, []);
  });

  it("have distances in the unit that was told before, where they tell none", async () => {
    const charge = (at: string) => {
      const { attributes, ...state } = ford("soc", "70", "%", at);
      return { ...state, attributes: { ...attributes, batteryRange: 100 } };
    };
    await send(ford("elveh", "190", "mi", "2026-06-02T08:00:00Z"));
    assert.equal((await send(charge("2026-06-02T09:00:00Z"))).battery.inserted, 1);
    const [newest] = (await readings("battery")).values;
    assert.equal(newest.hv_battery_range, 160.9344);
  });

  it("tell a trip once, however often the range is told after it", async () => {
    const trip = { tripDistanceTraveled: 12.5, tripDuration: "0:23:10", tripEnergyConsumed: 2.5 };
    const told = (range: string, at: string, changes = {}) => {
      const { attributes, ...state } = ford("elveh", range, "km", at);
      return { ...state, attributes: { ...attributes, ...trip, ...changes } };
    };
    assert.equal((await send(told("200", "2026-06-03T08:30:00Z"))).trips.inserted, 1);
    assert.equal((await send(told("195", "2026-06-03T12:00:00Z"))).trips.unchanged, 1);
    const other = { tripDistanceTraveled: 13 };
    assert.equal((await send(told("180", "2026-06-03T18:00:00Z", other))).trips.inserted, 1);
    const { values } = await readings("trips");
    assert.equal(values.length, 2);
    const { start_time, end_time, distance, duration, efficiency, is_complete } = values[1];
    assert.deepEqual([start_time, end_time], ["2026-06-03T08:06:50Z", "2026-06-03T08:30:00Z"]);
    assert.deepEqual([distance, duration, efficiency, is_complete], [12.5, 1390, 5, true]);
  });

  it("have positions only where the group keeps them", async () => {
    const gps = (at: string, lat: number) =>
      haState("sensor.fordpass_testvin001_gps", "x", { value: { location: { lat, lon: 9 } } }, at);
    const first = gps("2026-06-01T08:00:00Z", 48);
    assert.equal((await send(first)).positions.inserted, 0);
    await mine().patch("/api/v1/charging/settings", { store_positions: true });
    assert.equal((await send(first)).positions.inserted, 1);
    const near = await send(gps("2026-06-01T08:00:30Z", 48.0001), gps("2026-06-01T08:02:00Z", 48));
    assert.equal(near.positions.inserted, 1);
    assert.equal((await readings("positions")).values.length, 2);
    const tracker = "device_tracker.fordpass_testvin001_tracker";
    const attributes = { latitude: 47.5, longitude: 9.5, gps_accuracy: 12, Altitude: 410 };
    await send(haState(tracker, "unknown", attributes, "2026-06-01T10:00:00Z"));
    const [newest] = (await readings("positions")).values;
    assert.deepEqual([newest.latitude, newest.gps_accuracy, newest.altitude], [47.5, 12, 410]);
  });

  it("are refused as a whole when one is no state object", async () => {
    const post = (body: unknown) => mine().post("/api/v1/charging/home-assistant", body);
    for (const bad of [[], [ford("soc", "80"), { entity_id: "sensor.x" }], "text", null]) {
      await problemOf(await post(bad), 422);
    }
    const nul = { ...ford("soc", "80", "%"), entity_id: "sensor.fordpass_a_so\0c" };
    await problemOf(await post(nul), 422);
    const odd = haState("sensor.fordpass_odd_gearleverposition", "\0");
    assert.equal((await send(odd)).ignored.length, 1);
  });

  it("are the asking group's alone", async () => {
    const { charlie } = app.cast;
    const stranger = withToken(app, charlie.token);
    const response = await stranger.post("/api/v1/charging/home-assistant", energyTransfer());
    assert.equal((await response.json()).sessions.inserted, 1);
    assert.equal((await rows(charlie.site_group_uuid)).length, 1);
    const battery = await stranger.get("/api/v1/charging/vehicles/testvin001/battery");
    assert.deepEqual((await battery.json()).values, []);
  });
});
