import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { type ChargingThings, chargingThings } from "../../../support/charging_things.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";

let app: TestApp;
let mine: ChargingThings;
let theirs: ChargingThings;
beforeAll(async () => {
  app = await testApp();
  mine = await chargingThings(app, app.cast.alice);
  theirs = await chargingThings(app, app.cast.charlie);
});
afterAll(() => app.close());

const api = () => withToken(app, app.cast.alice.token);
const path = (kind: string) =>
  `/api/v1/charging/vehicles/${encodeURIComponent(mine.vehicle)}/${kind}`;
const send = async (kind: string, values: unknown[]) => {
  const response = await api().post(path(kind), { values });
  assert.equal(response.status, 201, await response.clone().text());
  return Object.values(await response.json());
};
const list = async (kind: string, query = "") => await (await api().get(path(kind) + query)).json();
const minute = (index: number) =>
  Temporal.Instant.from("2026-01-01T00:00:00Z").add({ minutes: index }).toString();

describe("readings of a vehicle", () => {
  it("are stored once by their time: inserted, enriched, unchanged, conflicting", async () => {
    const values = Array.from({ length: 1000 }, (_, index) => ({
      recorded_at: minute(index),
      hv_battery_soc: index % 100 + 0.1,
    }));
    assert.deepEqual(await send("battery", values), [1000, 0, 0, 0]);
    assert.deepEqual(await send("battery", values), [0, 0, 1000, 0]);
    const mixed = [
      { recorded_at: "2026-01-01T01:00:00+01:00", hv_battery_soc: 0.1, hv_battery_range: 12 },
      { recorded_at: minute(1), hv_battery_soc: 50 },
      { recorded_at: minute(2), hv_battery_soc: 2.1, performance_status: null },
      { recorded_at: minute(20_000), hv_battery_soc: 1 },
      { recorded_at: minute(20_000), hv_battery_soc: 1 },
      { recorded_at: minute(20_000), hv_battery_soc: 2 },
    ];
    assert.deepEqual(await send("battery", mixed), [1, 1, 2, 2]);
  });

  it("are read newest first, in pages and ranges", async () => {
    const range = `?start=${minute(0)}&end=${minute(5)}`;
    const first = await list("battery", `${range}&limit=3`);
    assert.deepEqual(
      first.values.map((value: Record<string, unknown>) => value.recorded_at),
      [4, 3, 2].map(minute),
    );
    const next = await list("battery", `${range}&limit=3&cursor=${first.next_cursor}`);
    assert.deepEqual(
      next.values.map((value: Record<string, unknown>) => [
        value.recorded_at,
        value.hv_battery_soc,
        value.hv_battery_range,
      ]),
      [[minute(1), 1.1, null], [minute(0), 0.1, 12]],
    );
    assert.equal(next.next_cursor, null);
    assert.deepEqual(await fieldsWrong(await api().get(`${path("battery")}?cursor=x`)), ["cursor"]);
  });

  it("are states and trips, too", async () => {
    const state = { recorded_at: minute(0), odometer: 12, tire_pressure: { front_left: 240 } };
    assert.deepEqual(await send("status", [state]), [1, 0, 0, 0]);
    assert.deepEqual((await list("status")).values[0].tire_pressure, { front_left: 240 });
    const trip = { start_time: minute(0), end_time: minute(30), distance: 20 };
    assert.deepEqual(await send("trips", [trip]), [1, 0, 0, 0]);
    assert.deepEqual(await send("trips", [{ ...trip, energy_consumed: 4 }]), [0, 1, 0, 0]);
    const [stored] = (await list("trips")).values;
    assert.deepEqual([stored.end_time, stored.energy_consumed, stored.is_complete], [
      minute(30),
      4,
      false,
    ]);
  });

  it("of positions are refused until the group keeps them", async () => {
    const values = [{ recorded_at: minute(0), latitude: 1, longitude: 2 }];
    const refused = await problemOf(await api().post(path("positions"), { values }), 409);
    assert.match(refused.detail, /not stored/);
    await api().patch("/api/v1/charging/settings", { store_positions: true });
    assert.deepEqual(await send("positions", values), [1, 0, 0, 0]);
  });

  it("are refused as a whole with the row that is wrong", async () => {
    const good = { recorded_at: minute(50_000), hv_battery_soc: 1 };
    for (
      const [bad, field] of [
        [{ hv_battery_soc: 1 }, "recorded_at"],
        [{ ...good, hv_battery_soc: "NaN" }, "hv_battery_soc"],
        [{ ...good, hv_battery_soc: 1e300 }, "hv_battery_soc"],
        [{ ...good, recorded_at: "2026-13-01T00:00:00Z" }, "recorded_at"],
        [{ ...good, performance_status: "\0" }, "performance_status"],
        [{ ...good, soc: 1 }, "soc"],
      ] as const
    ) {
      const response = await api().post(path("battery"), { values: [good, bad] });
      assert.deepEqual(await fieldsWrong(response), [`values.1.${field}`]);
    }
    const many = Array.from({ length: 10_001 }, () => good);
    await problemOf(await api().post(path("battery"), { values: many }), 422);
    assert.deepEqual(
      (await list("battery", `?start=${minute(50_000)}&end=${minute(60_000)}`)).values,
      [],
    );
  });
});

describe("networks, locations and vehicles by the API", () => {
  const base = "/api/v1/charging";

  it("are changed by exactly what is sent, and costs with them", async () => {
    const change = async (changes: unknown) =>
      await (await api().patch(`${base}/networks/${mine.network}`, changes)).json();
    const before = await (await api().get(`${base}/networks/${mine.network}`)).json();
    assert.deepEqual(await change({ notes: "x" }), { ...before, notes: "x" });
    assert.deepEqual(await change({ cost_per_kwh: null, is_free: true, notes: null }), {
      ...before,
      cost_per_kwh: null,
      is_free: true,
    });
    await problemOf(await api().patch(`${base}/networks/${mine.network}`, {}), 422);
    const twin = { network_name: before.network_name.toUpperCase() };
    assert.deepEqual(await fieldsWrong(await api().post(`${base}/networks`, twin)), [
      "network_name",
    ]);
  });

  it("have rates, subscriptions and chargers, which follow the rules of their forms", async () => {
    const body = async (response: Response, status: number) => {
      assert.equal(response.status, status, await response.clone().text());
      return status === 204 ? undefined : await response.json();
    };
    for (const owner of [`networks/${mine.network}`, `locations/${mine.location}`]) {
      const rates = `${base}/${owner}/rates`;
      const days = { valid_from: "2026-03-01", valid_to: "2026-03-31" };
      const rate = await body(await api().post(rates, { cost_per_kwh: 0.31, ...days }), 201);
      assert.deepEqual([rate.cost_per_kwh, rate.session_fee], [0.31, 0]);
      assert.deepEqual(
        await fieldsWrong(await api().post(rates, { cost_per_kwh: 1, valid_from: "2026-03-31" })),
        ["valid_from"],
      );
      const written = { cost_per_kwh: 0, session_fee: 2, ...days };
      assert.deepEqual(await body(await api().put(`${rates}/${rate.id}`, written), 200), {
        ...rate,
        ...written,
      });
      const listed = (await body(await api().get(rates), 200)).rates as { id: number }[];
      assert.ok(listed.some(({ id }) => id === rate.id));
      await body(await api().delete(`${rates}/${rate.id}`), 204);
      await problemOf(await api().put(`${rates}/${rate.id}`, written), 404);
      await problemOf(await api().delete(`${rates}/${theirs.rate}`), 404);
    }
    const memberships = `${base}/networks/${mine.network}/subscriptions`;
    const member = { member_rate: 0.2, start_date: "2024-01-01", end_date: "2024-02-01" };
    const one = await body(await api().post(memberships, member), 201);
    assert.equal(one.monthly_fee, 0);
    const twice = await api().post(memberships, { ...member, end_date: null });
    assert.deepEqual(await fieldsWrong(twice), ["start_date"]);
    const changed = { ...member, monthly_fee: 5, notes: "x" };
    assert.deepEqual(await body(await api().put(`${memberships}/${one.id}`, changed), 200), {
      ...one,
      ...changed,
    });
    await body(await api().delete(`${memberships}/${one.id}`), 204);
    const chargers = `${base}/locations/${mine.location}/stalls`;
    const second = await body(await api().post(chargers, { stall_label: "B", rated_kw: 11 }), 201);
    assert.equal(second.is_default, false);
    await problemOf(await api().patch(`${chargers}/${second.id}`, {}), 422);
    await body(await api().patch(`${chargers}/${second.id}`, { is_default: true }), 200);
    const { stalls } = await body(await api().get(chargers), 200);
    assert.deepEqual(stalls.map((stall: { id: number }) => stall.id), [second.id, mine.stall]);
    await body(await api().delete(`${chargers}/${second.id}`), 204);
    await problemOf(await api().patch(`${chargers}/${theirs.stall}`, { notes: "x" }), 404);
  });

  it("never touch or name what is a stranger's", async () => {
    const location = `${base}/locations/${mine.location}`;
    const attacks = { network_id: theirs.network, site_uuid: app.cast.sites.turbine };
    for (const [field, value] of Object.entries(attacks)) {
      assert.deepEqual(await fieldsWrong(await api().patch(location, { [field]: value })), [field]);
    }
    for (const address of [`networks/${theirs.network}`, `locations/${theirs.location}`]) {
      await problemOf(await api().delete(`${base}/${address}`), 404);
    }
    await problemOf(await api().get(`${base}/networks/99999999999`), 422);
    await problemOf(await api().get(`${base}/networks/9999999999`), 404);
    const taken = { device_id: theirs.vehicle, display_name: "Mine, too" };
    assert.equal((await api().post(`${base}/vehicles`, taken)).status, 201);
    const own = await (await api().get(
      `${base}/vehicles/${encodeURIComponent(theirs.vehicle)}/battery`,
    )).json();
    assert.deepEqual(own.values, []);
  });
});
