import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { NOW, type TestApp, testApp } from "../../support/app.ts";
import { makeModel, quartz, type StoredValue, storeRuns, tenRuns } from "../../support/quartz.ts";
import { demoSites } from "../../support/quartz_sites.ts";

let app: TestApp;
/** Three with ten runs each, one with runs that test single rules, one without any. */
let sites: string[];
let other: string;
let none: string;
beforeAll(async () => {
  app = await testApp();
  [other, none, ...sites] = await demoSites(app, 5) as [string, string, ...string[]];
  await storeRuns(app.database.owner, NOW, sites.flatMap(tenRuns));
});
afterAll(() => app.close());

const minute = (minutes: number) => NOW.add({ seconds: minutes * 60 }).toString().slice(0, 19);

interface Forecast {
  site_uuid: string;
  forecast_creation_datetime: string;
  forecast_values: { target_datetime_utc: string; expected_generation_kw: number }[];
}

const many = async (query = "", uuids = sites) => {
  const { status, body, text } = await quartz(app).get(
    `/sites/pv_forecast?site_uuids=${uuids}${query}`,
  );
  assert.equal(status, 200, text);
  return body;
};
const times = ({ forecast_values }: Forecast) =>
  forecast_values.map(({ target_datetime_utc }) => target_datetime_utc);
const powers = ({ forecast_values }: Forecast) =>
  forecast_values.map(({ expected_generation_kw }) => expected_generation_kw);

const value = (start: number, kw: StoredValue["kw"], more: Partial<StoredValue> = {}) => ({
  ...{ start, minutes: 15, kw, horizon: null },
  ...more,
});
/** Shows a site with these runs alone. */
async function withRuns(
  runs: { time: number; values: StoredValue[]; version?: string }[],
  query = "",
) {
  const { owner } = app.database;
  await owner`delete from forecast_values v using forecasts f
    where f.forecast_uuid = v.forecast_uuid and f.site_uuid = ${other}`;
  await owner`delete from forecasts where site_uuid = ${other}`;
  await storeRuns(owner, NOW, runs.map((run) => ({ ...run, site: other })));
  return await many(query, [other]);
}

describe("forecasts of Quartz", () => {
  it("are the values of horizon 0 and then the newest run, for each site", async () => {
    const found: Forecast[] = await many();
    assert.deepEqual(found.map(({ site_uuid }) => site_uuid), sites);
    for (const one of found) {
      assert.deepEqual(Object.keys(one), [
        "forecast_uuid",
        "site_uuid",
        "forecast_creation_datetime",
        "forecast_version",
        "forecast_values",
      ]);
      assert.deepEqual(times(one), [
        ...Array.from({ length: 10 }, (_, i) => minute(-100 + i * 10)),
        ...Array.from({ length: 10 }, (_, i) => minute(-9 + i)),
      ]);
      assert.equal(one.forecast_creation_datetime, minute(-10));
    }
    const single = await quartz(app).get(`/sites/${sites[0]}/pv_forecast`);
    assert.deepEqual(single.body, found[0]);
  });

  it("number each time once in the compact form, which names the oldest run", async () => {
    const compact = await many("&compact=true");
    assert.deepEqual(Object.keys(compact), ["target_time_idx", "forecasts"]);
    assert.deepEqual(compact.target_time_idx[minute(-100)], 0);
    for (const one of compact.forecasts) {
      assert.equal(Object.keys(one.forecast_values).length, 20);
      assert.equal(one.forecast_creation_datetime, minute(-100));
    }
  });

  it("are added up over the newest runs and then over the histories, the overlap twice", async () => {
    const total = await many("&sum_by=anything&compact=true");
    assert.equal(total.length, 21);
    assert.deepEqual(total[0], { power_kw: 1.5, start_utc: minute(-10), name: "total" });
    assert.deepEqual(total.at(-1), { power_kw: 1.5, start_utc: minute(-10), name: "total" });
    const { owner } = app.database;
    await owner`update sites set gsp = null where site_uuid = ${sites[0]!}`;
    for (const by of ["dno", "gsp"]) {
      const sums = await many(`&sum_by=${by}`);
      const names = await owner`select distinct coalesce(${
        by === "dno" ? owner`dno` : owner`gsp`
      }, '')
        as name from sites where site_uuid = any(${sites}::uuid[])`;
      assert.equal(sums.length, names.length * 21);
      const first = sums.slice(0, names.length).map(({ name }: { name: string }) => name);
      assert.deepEqual(first, first.toSorted());
    }
  });

  it("are those of a window, of a day ahead as well, and none a week later", async () => {
    const [late] = await many(`&start_utc=${minute(-10)}`);
    assert.equal(late.forecast_values.length, 11);
    const [early] = await many(`&end_utc=${minute(-11)}Z`);
    assert.equal(early.forecast_values.length, 9);
    app.clock.now = NOW.add({ hours: 24 });
    assert.equal((await many())[0].forecast_values.length, 20);
    app.clock.now = NOW.add({ hours: 24 * 7 });
    assert.deepEqual(await many(), []);
    assert.equal((await quartz(app).get(`/sites/${sites[0]}/pv_forecast`)).status, 204);
    app.clock.now = NOW;
  });

  it("come from the run with the greatest time, in whatever order runs were stored", async () => {
    const [one] = await withRuns([
      { time: -30, values: [value(0, 3)], version: "é" },
      { time: -90, values: [value(-90, 9, { horizon: 0 }), value(0, 1)] },
      { time: -60, values: [value(0, 2)] },
    ]);
    assert.deepEqual([powers(one), one.forecast_version], [[9, 3], "é"]);
    const empty = await withRuns([
      { time: -60, values: [value(0, 2)] },
      { time: -30, values: [] },
    ]);
    assert.deepEqual(empty, [], "the newest run has no values");
  });

  it("leave out what is not finite, and write microseconds where there are any", async () => {
    const [one] = await withRuns([{
      time: -30,
      values: [value(0, "NaN"), value(15, "Infinity"), value(30.025, 2.6745), value(45, 1e-7)],
    }]);
    assert.deepEqual(times(one), ["2026-06-21T08:37:02", minute(45)]);
    const { owner } = app.database;
    await owner`update forecast_values set start_utc = start_utc + interval '0.5 s'
      where forecast_uuid = ${one.forecast_uuid} and forecast_power_kw = 1e-7`;
    const [again] = await many("", [other]);
    assert.deepEqual(times(again)[1], `${minute(45)}.500000`);
    assert.ok(Math.abs(powers(again)[0]! - 2.674) <= 0.001);
    assert.equal(powers(again)[1], 0);
  });

  it("of a site with a model are those of models of its name", async () => {
    const { owner } = app.database;
    const [a1, a2, b] = [
      await makeModel(owner, "a", "1"),
      await makeModel(owner, "a", "2"),
      await makeModel(owner, "b", "1"),
    ];
    const shown = async (model: string | null) => {
      await owner`update sites set ml_model_uuid = ${model} where site_uuid = ${other}`;
      const found = await withRuns([
        { time: -30, values: [value(-30, 5, { horizon: 0, model: b })] },
        {
          time: -15,
          values: [value(0, 1, { model: a2 }), value(15, 2, { model: b }), value(30, 3)],
        },
      ]);
      return found.map(powers);
    };
    assert.deepEqual(await shown(a1), [[1]]);
    assert.deepEqual(await shown(b), [[5, 2]]);
    assert.deepEqual(await shown(await makeModel(owner, "c", "1")), []);
    assert.deepEqual(await shown(null), [[5, 1, 2, 3]]);
  });

  it("grow when their time has come, without anything being stored", async () => {
    const path = `/sites/pv_forecast?site_uuids=${other}&sum_by=total`;
    await withRuns([
      { time: -60, values: [value(-60, 1, { horizon: 0 }), value(0, 2)] },
      { time: 5, values: [value(5, 3, { horizon: 0 })] },
      { time: 9, values: [value(12, 4, { horizon: 0 })] },
    ]);
    const sums = async (minutes: number) => {
      app.clock.now = NOW.add({ minutes });
      const { body } = await quartz(app).get(path);
      return body.map(({ power_kw }: { power_kw: number }) => power_kw);
    };
    const seen = [];
    for (const minutes of [0, 4, 5, 6, 11, 13]) seen.push(await sums(minutes));
    app.clock.now = NOW;
    assert.deepEqual(seen, [[4, 1], [4, 1], [4, 1], [4, 1, 3], [4, 1, 3], [4, 1, 3, 4]]);
  });

  it("are sent once, until one of the sites changes", async () => {
    const path = `/sites/pv_forecast?site_uuids=${sites}`;
    const { headers } = await quartz(app).get(path);
    const etag = headers.get("etag")!;
    const again = (token = app.cast.alice.token) =>
      quartz(app, token).get(path, {
        headers: { authorization: `Bearer ${token}`, "if-none-match": etag },
      });
    assert.equal((await again()).status, 304);
    assert.equal((await again(app.cast.charlie.token)).text, "[]");
    const { owner } = app.database;
    await storeRuns(owner, NOW, [{ site: sites[0]!, time: -1, values: [value(0, 7)] }]);
    assert.equal((await again()).status, 200);
  });

  it("of sites that are a stranger's or nobody's are no item of a list", async () => {
    const { turbine } = app.cast.sites;
    await storeRuns(app.database.owner, NOW, tenRuns(turbine));
    const uuids = [turbine, crypto.randomUUID(), sites[2]!.toUpperCase(), ` ${none}`, sites[2]!];
    const found = await many("", uuids);
    assert.deepEqual(found.map(({ site_uuid }: Forecast) => site_uuid), [sites[2]]);
    assert.equal((await quartz(app).get(`/sites/${turbine}/pv_forecast`)).status, 403);
    const unknown = await quartz(app).get(`/sites/${crypto.randomUUID()}/pv_forecast`);
    assert.deepEqual([unknown.status, unknown.text], [404, '{"detail":"Not Found"}']);
    const thousand = Array.from({ length: 1001 }, () => crypto.randomUUID());
    assert.deepEqual(await many("", [...thousand, none]), []);
  });

  it("of an inactive site are shown", async () => {
    const { owner } = app.database;
    await owner`update sites set active = false where site_uuid = ${sites[1]!}`;
    assert.equal((await quartz(app).get(`/sites/${sites[1]}/pv_forecast`)).status, 200);
  });

  it("refuse wrong parameters and answer an empty list at once", async () => {
    const get = async (query: string) => await quartz(app).get(`/sites/pv_forecast?${query}`);
    for (const empty of ["", "[]", " ", "&start_utc=x"]) {
      const { status, text } = await get(`site_uuids=${empty}`);
      assert.deepEqual([status, text], [200, "[]"], empty);
    }
    for (const list of ["x", `${none},`, `${none},,${none}`, `[${none}]`, "%00", "%ff"]) {
      const { status, text } = await get(`site_uuids=${list}`);
      assert.deepEqual([status, text], [422, '{"detail":"Invalid site_uuids list."}'], list);
    }
    const { status, body } = await get("compact=true");
    assert.deepEqual([status, body.detail[0].loc], [422, ["query", "site_uuids"]]);
    const uuid = `site_uuids=${none}`;
    const times = ["2026-13-01", "now", "", "2026-01-01T00:00:00+00:00", "2026-02-30", "1e3"];
    const wrong = [
      ...times.flatMap((time) => [`start_utc=${time}`, `end_utc=${time}`]),
      "compact=maybe",
    ];
    for (const query of wrong) assert.equal((await get(`${uuid}&${query}`)).status, 422, query);
    const right = [
      "0001-01-01",
      "9999-12-31T23:59:59Z",
      "20260101",
      "2026-W01-1T10",
      "2026-01-01 10:00",
    ];
    for (const query of [...right, "2026-01-01T00:00:00%2B05:30"]) {
      assert.equal((await get(`${uuid}&start_utc=${query}&end_utc=${query}`)).status, 200, query);
    }
    assert.equal((await quartz(app).get("/sites/none/pv_forecast")).status, 422);
  });
});
