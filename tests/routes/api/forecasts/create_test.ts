import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";
import { type Period, periods } from "../../../support/values.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.owner`delete from generation`;
});

const START = "2026-06-21T06:00:00Z";
const [first, second] = periods(START, 15, 2) as [Period, Period];
const post = (path: string, body: unknown, token = app.cast.alice.token) =>
  withToken(app, token).post(`/api/v1${path}`, body);
const toPlant = (name: string, body: unknown, token?: string) =>
  post(`/sites/${app.cast.sites.plant}/${name}`, body, token);

async function told(response: Response): Promise<unknown> {
  const text = await response.text();
  assert.equal(response.status, 201, text);
  return JSON.parse(text);
}

async function read(name: string): Promise<Record<string, unknown>[]> {
  const path = `/api/v1/sites/${app.cast.sites.plant}/${name}?start=${START}`;
  const response = await withToken(app, app.cast.alice.token).get(path);
  return (await response.json()).values;
}

const none = { unchanged: 0, conflicting: 0, first_conflict: null, warnings: [] };

const run = {
  timestamp_utc: START,
  model_name: "cirrus",
  model_version: "2",
  values: [
    { ...first, forecast_power_kw: 1, p10_kw: 0.5, p90_kw: null },
    { ...second, forecast_power_kw: 2, horizon_minutes: 20 },
  ],
};

describe("POST forecasts", () => {
  it("stores a run, which is then the site's forecast, and once when it comes twice", async () => {
    assert.deepEqual(await told(await toPlant("forecasts", run)), { ...none, inserted: 2 });
    const common = {
      timestamp_utc: START,
      model_name: "cirrus",
      model_version: "2",
      p90_kw: null,
    };
    const shown = await read("forecast");
    assert.deepEqual(shown.map(({ forecast_uuid: _, ...value }) => value), [
      { ...common, ...first, forecast_power_kw: 1, p10_kw: 0.5, horizon_minutes: 0 },
      { ...common, ...second, forecast_power_kw: 2, p10_kw: null, horizon_minutes: 20 },
    ]);
    assert.deepEqual(await told(await toPlant("forecasts", run)), {
      ...none,
      inserted: 0,
      unchanged: 2,
    });
  });

  it("takes runs of several sites, and tells which contradicts what is stored", async () => {
    const { plant, bare } = app.cast.sites;
    const later = { ...run, timestamp_utc: "2026-06-21T05:00:00Z" };
    const runs = [{ site_uuid: plant, ...later }, { site_uuid: bare, ...later }];
    assert.deepEqual(await told(await post("/forecasts", { forecasts: runs })), {
      ...none,
      inserted: 4,
    });
    const [one, two] = run.values as [typeof run.values[0], typeof run.values[0]];
    const changed = { ...runs[1]!, values: [one, { ...two, forecast_power_kw: 3 }] };
    assert.deepEqual(await told(await post("/forecasts", { forecasts: [runs[0], changed] })), {
      inserted: 0,
      unchanged: 3,
      conflicting: 1,
      first_conflict: "Row 2 of forecast 2",
      warnings: [],
    });
  });

  it("names what is wrong by forecast and row", async () => {
    const site_uuid = app.cast.sites.plant;
    const wrongTime = { ...run.values[0], end_utc: "soon" };
    const cases: [forecast: object, field: string, start: string][] = [
      [{ ...run, model_name: " " }, "model_name", "Forecast 2: model_name: "],
      [{ ...run, values: [run.values[0], wrongTime] }, "values.1.end_utc", "Row 2 of forecast 2: "],
      [{ ...run, values: [] }, "values", "Forecast 2: values: "],
    ];
    for (const [forecast, field, start] of cases) {
      const forecasts = [{ site_uuid, ...run }, { site_uuid, ...forecast }];
      const { detail, errors } = await problemOf(await post("/forecasts", { forecasts }), 422);
      assert.equal(errors![0]!.pointer, `#/forecasts/1/${field.replaceAll(".", "/")}`);
      assert.ok(detail.startsWith(start), detail);
    }
    const backwards = { ...run, values: [{ ...run.values[0], end_utc: START }] };
    const { detail, errors } = await problemOf(await toPlant("forecasts", backwards), 422);
    assert.match(detail, /^Row 1 \(site .*\): end_utc must be after start_utc\.$/);
    assert.equal(errors![0]!.pointer, "#/values/0/end_utc");
  });

  it("makes twenty models at most in one request", async () => {
    const forecasts = (models: number) =>
      Array.from({ length: models }, (_, i) => ({
        ...run,
        site_uuid: app.cast.sites.plant,
        model_name: `wave ${i}`,
      }));
    const refused = await post("/forecasts", { forecasts: forecasts(21) });
    assert.deepEqual(await fieldsWrong(refused), ["forecasts"]);
    await told(await post("/forecasts", { forecasts: forecasts(20) }));
    const models = await app.database.owner`select from ml_model where name like 'wave %'`;
    assert.equal(models.length, 20);
  });

  it("tells nobody what others say of a model, and changes nothing of it", async () => {
    await app.database.owner`
      insert into ml_model (name, version, description) values ('secret', '1', 'Of Hills alone')`;
    const theirs = { ...run, model_name: "secret", model_version: "1" };
    const response = await toPlant("forecasts", theirs);
    assert.ok(!(await response.text()).includes("Hills"));
    const models = await app.database.owner`
      select description from ml_model where name = 'secret'`;
    assert.deepEqual([...models], [{ description: "Of Hills alone" }]);
  });
});
