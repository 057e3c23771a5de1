import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp } from "../../support/app.ts";
import { until } from "../../support/until.ts";
import { forecasted, measured, periods } from "../../support/values.ts";

let app: TestApp;
let paths: Record<string, string>;
const HOURS = periods("2026-06-21T08:00:00Z", 60, 4);

beforeAll(async () => {
  app = await testApp();
  const { plant } = app.cast.sites;
  await forecasted(app.database.owner, plant, "2026-06-21T08:00:00Z", HOURS, () => 1);
  await measured(app.database.owner, plant, HOURS, () => 2);
  const range = "start=2026-06-21T00:00:00Z&end=2026-06-22T00:00:00Z";
  paths = {
    rows: `/api/v1/forecasts/latest?${range}`,
    columns: `/api/v1/forecasts/latest?format=columns&${range}`,
    forecast: `/api/v1/sites/${plant}/forecast?${range}`,
    generation: `/api/v1/sites/${plant}/generation?${range}`,
    forecastSums: `/api/v1/forecast/sums?${range}`,
    generationSums: `/api/v1/generation/sums?${range}`,
  };
});
afterAll(() => app.close());

async function ask(path: string, etag?: string, token = app.cast.alice.token) {
  const headers = { authorization: `Bearer ${token}`, ...(etag && { "if-none-match": etag }) };
  const response = await app.fetch(path, { headers });
  return {
    status: response.status,
    etag: response.headers.get("etag")!,
    vary: response.headers.get("vary"),
    text: await response.text(),
  };
}

/** Reads each path, and checks that its ETag makes the next response a 304. */
async function standing() {
  const answers = new Map<string, { etag: string; text: string }>();
  for (const path of Object.values(paths)) {
    const fresh = await ask(path);
    assert.equal(fresh.status, 200, fresh.text);
    assert.deepEqual(await ask(path), fresh);
    const again = await ask(path, `"other", ${fresh.etag}`);
    assert.deepEqual([again.status, again.text, again.etag], [304, "", fresh.etag]);
    answers.set(path, fresh);
  }
  return answers;
}

/** Asserts that `change` changes these responses, so that their former ETags get no 304 any more. */
async function changes(change: () => Promise<unknown>, names: string[]) {
  const before = await standing();
  await change();
  for (const [name, path] of Object.entries(paths)) {
    const { etag, text } = before.get(path)!;
    const after = await ask(path, etag);
    assert.equal(after.status, 200, name);
    assert.notEqual(after.etag, etag, name);
    assert.equal(after.text !== text, names.includes(name), name);
  }
}

describe("an answer that stands until something changes", () => {
  it("is for its viewer alone", async () => {
    const { etag, vary } = await ask(paths.rows!);
    assert.match(vary!, /Authorization/);
    const { status, text } = await ask(paths.forecast!, etag, app.cast.charlie.token);
    assert.equal(status, 404, text);
    const stranger = await ask(paths.rows!, etag, app.cast.charlie.token);
    assert.equal(stranger.status, 200);
    assert.ok(!stranger.text.includes(app.cast.sites.plant));
  });

  it("is what one moment had, though a site leaves the group before it is made", async () => {
    const { cast: { alice, ada, sites: { plant } }, database: { owner } } = app;
    const links = () =>
      owner`select * from site_group_sites where site_uuid = ${plant}
        and site_group_uuid = ${alice.site_group_uuid}`;
    const [link] = await links();
    const path = paths.generation!.replace("start=2026-06-21T00", "start=2026-06-21T01");
    let late!: ReturnType<typeof ask>;
    await owner.begin(async (tx) => {
      await tx`lock table generation in access exclusive mode`;
      late = ask(path);
      await until(async () => {
        const [row] = await tx`
          select count(*)::int as waiting from pg_locks join pg_database on oid = database
          where datname = current_database() and not granted
            and relation = 'generation'::regclass`;
        return row!.waiting === 1;
      });
      await owner`delete from site_group_sites where site_uuid = ${plant}
        and site_group_uuid = ${alice.site_group_uuid}`;
    });
    const before = await late;
    assert.equal(JSON.parse(before.text).values.length, 4);
    assert.equal((await ask(path)).status, 404);
    assert.equal((await ask(path, undefined, ada.token)).text, before.text);
    await owner`insert into site_group_sites ${owner(link!)}`;
  });

  it("differs for each question", async () => {
    const tags = [...(await standing()).values()].map(({ etag }) => etag);
    assert.equal(new Set(tags).size, Object.keys(paths).length);
  });

  it("ends with a newer forecast", async () => {
    const { plant } = app.cast.sites;
    await changes(
      () =>
        forecasted(
          app.database.owner,
          plant,
          "2026-06-21T08:30:00Z",
          HOURS.slice(1),
          (i) => 3 + i,
        ),
      ["rows", "columns", "forecast", "forecastSums"],
    );
  });

  it("ends at the commit of a measurement, whose sweep changes nothing more", async () => {
    const { database: { owner }, cast: { sites: { plant } } } = app;
    await owner`select app.sweep()`;
    await changes(() => measured(owner, plant, periods("2026-06-21T18:00:00Z", 60, 1), () => 4), [
      "generation",
      "generationSums",
    ]);
    const before = await standing();
    const [swept] = await owner`select app.sweep() as changes`;
    assert.ok(swept!.changes > 0);
    for (const [path, { etag }] of before) assert.equal((await ask(path, etag)).status, 304);
  });

  const generation = ["generation", "generationSums"];
  const forecasts = ["rows", "columns", "forecast", "forecastSums"];
  for (
    const [what, statement, names] of [
      [
        "more generation",
        "insert into generation (site_uuid, start_utc, end_utc, generation_power_kw) " +
        "select site_uuid, '2026-06-21 20:00', '2026-06-21 21:00', 9 from sites",
        generation,
      ],
      ["changed generation", "update generation set generation_power_kw = 8", generation],
      [
        "deleted generation",
        "delete from generation where start_utc < '2026-06-21 09:00'",
        generation,
      ],
      ["truncated generation", "truncate generation", generation],
      ["a site that is edited", "update sites set client_site_name = 'Other'", []],
      ["another name of a model", "update ml_model set name = 'renamed'", [
        "forecast",
        "rows",
        "columns",
      ]],
      [
        "a model for the sites",
        "insert into ml_model (name) values ('none'); " +
        "update sites set ml_model_uuid = (select model_uuid from ml_model where name = 'none'); " +
        "delete from app.chosen_models",
        forecasts,
      ],
      [
        // Without kept choices the rule of now holds for the past, too.
        "no model for the sites",
        "update sites set ml_model_uuid = null; delete from app.chosen_models",
        forecasts,
      ],
      [
        "a deleted forecast",
        "delete from forecast_values where forecast_uuid in " +
        "(select forecast_uuid from forecasts where timestamp_utc > '2026-06-21 08:00')",
        forecasts,
      ],
      ["truncated forecasts", "truncate forecasts cascade", forecasts],
    ] as const
  ) {
    it(`ends with ${what}`, async () => {
      await changes(() => app.database.owner.unsafe(statement), [...names]);
    });
  }
});
