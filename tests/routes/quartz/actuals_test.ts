import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { NOW, type TestApp, testApp } from "../../support/app.ts";
import { quartz } from "../../support/quartz.ts";
import { demoSites } from "../../support/quartz_sites.ts";

let app: TestApp;
/** Two with ten values each, one without any. */
let sites: string[];
let empty: string;
beforeAll(async () => {
  app = await testApp();
  [empty, ...sites] = await demoSites(app, 3) as [string, ...string[]];
  for (const site of sites) {
    await insert(site, Array.from({ length: 10 }, (_, i) => [-10 - i, i + 0.0625]));
  }
  await insert(app.cast.sites.turbine, [[-5, 1]]);
});
afterAll(() => app.close());

const minute = (minutes: number) => NOW.add({ minutes }).toString().slice(0, 19);

async function insert(site: string, values: [minutes: number, kw: number | string][]) {
  for (const [minutes, kw] of values) {
    await app.database.owner`
      insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
      values (${site}, ${minute(minutes)}::text::timestamp, ${minute(minutes + 1)}::text::timestamp,
        ${String(kw)}::text::float8)`;
  }
}

const many = async (query = "", uuids = sites) => {
  const { status, body, text } = await quartz(app).get(
    `/sites/pv_actual?site_uuids=${uuids}${query}`,
  );
  assert.equal(status, 200, text);
  return body;
};
const post = (site: string, values: unknown, token?: string) =>
  quartz(app, token).post(`/sites/${site}/pv_actual`, {
    site_uuid: "the path wins",
    pv_actual_values: values,
  });
const at = (minutes: number, actual_generation_kw: unknown, zone = "") => ({
  datetime_utc: `${minute(minutes)}${zone}`,
  actual_generation_kw,
});

describe("actuals of Quartz", () => {
  it("are rows of the window by site and time, with three decimals", async () => {
    const found = await many();
    assert.deepEqual(found.map(({ site_uuid }: { site_uuid: string }) => site_uuid), sites);
    const { pv_actual_values: values } = found[0];
    assert.deepEqual(Object.keys(values[0]), ["datetime_utc", "actual_generation_kw"]);
    assert.deepEqual(
      values.map(({ datetime_utc }: { datetime_utc: string }) => datetime_utc),
      Array.from({ length: 10 }, (_, i) => minute(i - 19)),
    );
    assert.ok(Math.abs(values[9].actual_generation_kw - 0.062) <= 0.001);
    assert.deepEqual((await quartz(app).get(`/sites/${sites[0]}/pv_actual`)).body, found[0]);
    assert.equal((await quartz(app).get(`/sites/${empty}/pv_actual`)).status, 204);
  });

  it("number each time once in the compact form", async () => {
    await insert(empty, [[-19, 4], [-40, 5]]);
    const all = [empty, ...sites];
    const compact = await many("&compact=yes", all);
    const wanted = [minute(-40), ...Array.from({ length: 10 }, (_, i) => minute(i - 19))];
    assert.deepEqual(Object.keys(compact), ["start_utc_idx", "pv_actual_values_many_site"]);
    assert.deepEqual(Object.entries(compact.start_utc_idx), wanted.map((time, i) => [time, i]));
    assert.deepEqual(compact.pv_actual_values_many_site[0], {
      site_uuid: empty,
      pv_actual_values: { "0": 5, "1": 4 },
    });
    await app.database.owner`delete from generation where site_uuid = ${empty}`;
  });

  it("are added up, not rounded, by start and name", async () => {
    const total = await many("&sum_by=total");
    assert.equal(total.length, 10);
    assert.deepEqual(Object.keys(total[0]), ["power_kw", "start_utc", "name"]);
    assert.deepEqual(total.at(-1), { power_kw: 0.125, start_utc: minute(-10), name: "total" });
    assert.equal((await many("&sum_by=dno")).length, 20);
    for (const by of ["region", ""]) {
      const { status } = await quartz(app).get(`/sites/pv_actual?site_uuids=${sites}&sum_by=${by}`);
      assert.equal(status, 422);
    }
  });

  it("start at the window's start, and end before its end", async () => {
    const [late] = await many(`&start_utc=${minute(-14)}`);
    assert.equal(late.pv_actual_values.length, 5);
    const [early] = await many(`&end_utc=${minute(-13)}`);
    assert.equal(early.pv_actual_values.at(-1).datetime_utc, minute(-15));
    assert.deepEqual(await many(`&start_utc=${minute(5)}`), []);
  });

  it("leave out what is not finite, and show what is below zero", async () => {
    await insert(empty, [[-3, "NaN"], [-2, -0.0125], [-1, "Infinity"]]);
    const [{ pv_actual_values: values }] = await many("", [empty]);
    assert.equal(values.length, 1);
    await many("&sum_by=gsp", [empty]);
    await app.database.owner`delete from generation where site_uuid = ${empty}`;
  });

  it("that are sent are seen by the next read, as five minutes each, the first one staying", async () => {
    const path = `/sites/${empty}/pv_actual`;
    assert.equal((await quartz(app).get(path)).status, 204);
    const sent = await post(empty, [
      at(-30, 1.23456),
      at(-30, 9),
      at(-29, "2", "Z"),
      {
        datetime_utc: NOW.subtract({ minutes: 20 }).epochMilliseconds / 1000,
        actual_generation_kw: 3,
      },
      { datetime_utc: `${minute(100)}+02:00`, actual_generation_kw: 4 },
    ]);
    assert.deepEqual([sent.status, sent.text], [200, "null"]);
    const shown = async () => (await quartz(app).get(path)).body.pv_actual_values;
    const stored = [at(-30, 1.235), at(-29, 2), at(-20, 3)];
    assert.deepEqual(await shown(), stored);
    assert.equal((await post(empty, [at(-30, 5), at(-10, 6)])).status, 200);
    assert.deepEqual(await shown(), [...stored, at(-10, 6)]);
    const [row] = await app.database.owner`
      select extract(epoch from end_utc - start_utc)::int as seconds from generation
      where site_uuid = ${empty} limit 1`;
    assert.equal(row!.seconds, 300);
  });

  it("above 1.1 times the capacity are refused, and nothing of them is stored", async () => {
    const { owner } = app.database;
    await owner`delete from generation where site_uuid = ${empty}`;
    await owner`update sites set capacity_kw = 10 where site_uuid = ${empty}`;
    assert.equal((await post(empty, [at(-30, 11)])).status, 200);
    const { status, body } = await post(empty, [at(-20, 1), at(-25, 11.001)]);
    assert.deepEqual([status, body.detail], [
      422,
      "Error processing generation values. One (or more) values are larger than 1.1 times the site " +
      "capacity of 10.0 kWp. Please adjust this generation value, the site capacity, or contact " +
      "quartz.support@openclimatefix.org.",
    ]);
    assert.equal((await many("", [empty]))[0].pv_actual_values.length, 1);
    await owner`update sites set capacity_kw = null where site_uuid = ${empty}`;
    const without = await post(empty, [at(-20, 1)]);
    assert.deepEqual([without.status, typeof without.body.detail], [422, "string"]);
  });

  it("are refused in the order of validity, size and rights", async () => {
    const { turbine } = app.cast.sites;
    const long = "x".repeat(1_100_000);
    const send = (site: string, values: unknown) =>
      quartz(app).post(`/sites/${site}/pv_actual`, { site_uuid: long, pv_actual_values: values });
    assert.equal((await send(turbine, [at(0, -1)])).status, 422);
    const large = await send(turbine, [at(0, 1)]);
    assert.deepEqual([large.status, large.text], [413, '{"detail":"Payload too large"}']);
    for (const uuid of [turbine, crypto.randomUUID(), "none"]) {
      assert.equal((await post(uuid, [at(0, 1)])).status, 403);
      assert.equal((await post(uuid, [])).status, 403);
    }
    const none = await post(empty, []);
    assert.deepEqual([none.status, typeof none.body.detail], [422, "string"]);
    assert.equal((await post(empty, [at(0, 1)], app.cast.alice.readToken)).status, 403);
    const many = Array.from(
      { length: 20_000 },
      () => ({ datetime_utc: "x", actual_generation_kw: null }),
    );
    const { status, body } = await post(empty, many);
    assert.deepEqual([status, body.detail.length], [422, 100]);
  });

  it("refuse wrong bodies at their places", async () => {
    const wrong: [values: unknown, loc: (string | number)[]][] = [
      [null, []],
      [{}, []],
      [[1], [0]],
      [[at(0, 1), at(0, null)], [1, "actual_generation_kw"]],
      [[{ actual_generation_kw: 1 }], [0, "datetime_utc"]],
      [[{ datetime_utc: "9999-12-31T23:59:00.5.5", actual_generation_kw: 1 }], [0, "datetime_utc"]],
      [[{ datetime_utc: 1e300, actual_generation_kw: 1 }], [0, "datetime_utc"]],
    ];
    for (const [values, at] of wrong) {
      const { status, body, text } = await post(sites[0]!, values);
      assert.equal(status, 422, text);
      assert.deepEqual(body.detail[0].loc, ["body", "pv_actual_values", ...at], text);
    }
    const { status } = await post(sites[0]!, [
      { datetime_utc: "9999-12-31T23:59:00", actual_generation_kw: 1 },
    ]);
    assert.equal(status, 422);
    const form = await quartz(app).get(`/sites/${sites[0]}/pv_actual`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${app.cast.alice.token}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "a=1",
    });
    assert.equal(form.status, 422);
  });
});

describe("the clear sky of Quartz", () => {
  it("has 384 quarter hours from yesterday's midnight on, of each site with a place", async () => {
    const { plant, bare, turbine } = app.cast.sites;
    const single = await quartz(app).get(`/sites/${plant}/clearsky_estimate`);
    const values = single.body.clearsky_estimate;
    assert.deepEqual([values.length, values[0].target_datetime_utc], [384, "2026-06-20T00:00:00"]);
    const noon = values[4 * 32].clearsky_generation_kw;
    assert.ok(noon > 15 && noon < 49, `${noon} kW`);
    const list = await quartz(app).get(
      `/sites/clearsky_estimate?site_uuids=${[plant, bare, turbine, crypto.randomUUID()]}`,
    );
    assert.deepEqual(list.body, [single.body]);
    assert.equal(list.headers.get("x-sitecast-left-out"), bare);
    assert.equal((await quartz(app).get(`/sites/${bare}/clearsky_estimate`)).status, 422);
    assert.equal((await quartz(app).get(`/sites/${turbine}/clearsky_estimate`)).status, 403);
    const nobody = { headers: {} };
    assert.equal(
      (await quartz(app).get(`/sites/clearsky_estimate?site_uuids=${plant}`, nobody)).status,
      403,
    );
  });

  it("takes 0 for flat and for north", async () => {
    const [site] = sites;
    const noon = async (tilt: number, orientation: number) => {
      await quartz(app).put(`/sites/${site}`, { tilt, orientation });
      const { body } = await quartz(app).get(`/sites/${site}/clearsky_estimate`);
      return body.clearsky_estimate[4 * 12].clearsky_generation_kw;
    };
    const [flat, south, north] = [await noon(0, 180), await noon(60, 180), await noon(60, 0)];
    assert.ok(north < flat / 2 && north < south / 2, `${north} ${flat} ${south}`);
  });
});

describe("requests of Quartz", () => {
  it("of some routes are logged by their whole address, once they are understood", async () => {
    const [site] = sites;
    const made: string[] = [];
    app.services.requestMade = (user, url) =>
      void made.push(`${user === app.cast.alice.user_uuid} ${url}`);
    const own = quartz(app);
    const paths = [
      `/sites/${site}/pv_actual`,
      `/sites/pv_actual?site_uuids=${site}`,
      `/sites/${site}/pv_forecast`,
      `/sites/pv_forecast?site_uuids=${site}`,
      `/sites/${site}/clearsky_estimate`,
      `/sites/${app.cast.sites.turbine}/pv_actual`,
      `/sites/pv_forecast?site_uuids=x`,
    ];
    const others = [
      "/sites",
      "/api_status",
      "/sites/pv_forecast",
      `/sites/${app.cast.sites.turbine}/pv_forecast`,
      `/sites/clearsky_estimate?site_uuids=`,
    ];
    for (const path of [...paths, ...others]) await own.get(path);
    assert.deepEqual(made, paths.map((path) => `true http://localhost:8000/quartz${path}`));
  });
});
