import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../support/app.ts";
import type { Person } from "../../support/cast.ts";
import {
  confirmSessions,
  previewOf,
  sampleFile,
  sendSessions,
  workOnSessions,
} from "../../support/charging_imports.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  for (const table of ["app.charging_imports", "ev_charging_session", "ev_location_lookup"]) {
    await app.database.owner`delete from ${app.database.owner.unsafe(table)}`;
  }
  await app.database.owner`delete from ev_charging_networks`;
});

const show = (path: string, person: Person = app.cast.alice) => page(as(app, person).get(path));
const csv = (text: string, name = "log.csv") => new File([text], name);
const HEADER = "start_time,end_time,location_name,energy_kwh,cost";

interface Totals {
  sessions: number;
  energy: string;
  cost: string;
  free: number;
  networks: number;
}

async function totals(person: Person): Promise<Totals> {
  const [row] = await app.database.owner<Totals[]>`
    select count(*)::int as sessions, sum(energy_kwh)::text as energy, sum(shown_cost)::text as cost,
      (count(*) filter (where shown_cost_source = 'free_session'))::int as free,
      (select count(*)::int from ev_charging_networks
        where site_group_uuid = ${person.site_group_uuid}) as networks
    from ev_charging_session where site_group_uuid = ${person.site_group_uuid}`;
  return row!;
}

const stored = async () =>
  await app.database.owner<Record<string, unknown>[]>`
    select session_id, energy_kwh::float8 as energy_kwh, cost::float8 as cost, note, cost_source,
      site_uuid, location_name
    from ev_charging_session order by session_start_utc, energy_kwh`;

describe("importing the sample of LightningROD", () => {
  it("brings its totals, nothing the second time, and the same to another group", async () => {
    const { alice, charlie } = app.cast;
    const path = await previewOf(app, alice, await sampleFile());
    const preview = await show(path);
    assert.deepEqual(preview.texts(".counts dd"), ["80", "0", "0", "0"]);
    assert.match(preview.text("#import-state"), /1 column left out: location_id\./);
    assert.equal((await stored()).length, 0);

    const twice = await Promise.all([1, 2].map(() => as(app, alice).post(`${path}/confirm`)));
    assert.deepEqual(twice.map(({ status }) => status), [303, 303]);
    await workOnSessions(app);
    const whole = { sessions: 80, energy: "1710.2", cost: "405.26", free: 26, networks: 13 };
    assert.deepEqual(await totals(alice), whole);
    const sources = await app.database.owner<{ cost_source: string; count: number }[]>`
      select cost_source, count(*)::int as count from ev_charging_session group by 1`;
    assert.deepEqual([...sources], [{ cost_source: "imported", count: 80 }]);
    assert.match((await show(path)).text("#import-state"), /80 sessions added\./);

    const again = await previewOf(app, alice, await sampleFile());
    assert.deepEqual((await show(again)).texts(".counts dd"), ["0", "0", "80", "0"]);
    await confirmSessions(app, alice, again);
    assert.deepEqual(await totals(alice), whole);

    const exported = await as(app, alice).get("/charging.csv");
    const own = await previewOf(app, alice, csv(await exported.text()));
    assert.deepEqual((await show(own)).texts(".counts dd"), ["0", "0", "80", "0"]);

    const other = await previewOf(app, charlie, await sampleFile());
    await confirmSessions(app, charlie, other);
    assert.deepEqual(await totals(charlie), whole);
  });

  it("stores two imports of one file at once as one", async () => {
    const { alice, bob } = app.cast;
    const paths = [
      await previewOf(app, alice, await sampleFile()),
      await previewOf(app, bob, await sampleFile()),
    ];
    for (const [i, person] of [alice, bob].entries()) {
      await as(app, person).post(`${paths[i]}/confirm`);
    }
    await Promise.all([workOnSessions(app), workOnSessions(app)]);
    assert.equal((await totals(alice)).sessions, 80);
    const results = await Promise.all(paths.map(async (path) => (await show(path)).text(".prose")));
    assert.equal(results.filter((text) => /Undo this import/.test(text)).length, 1);
    assert.equal(results.filter((text) => /80 sessions added/.test(text)).length, 1);
    assert.equal(
      results.filter((text) => /0 sessions added, 80 rows skipped/.test(text)).length,
      1,
    );
  });

  it("takes back what it added and what it replaced, but for what was changed since", async () => {
    const { alice } = app.cast;
    const first = await previewOf(
      app,
      alice,
      csv(`${HEADER}\n2026-05-01T10:00Z,,Home,20,3\n2026-05-02T10:00Z,,Home,20,3\n`),
    );
    await confirmSessions(app, alice, first);
    const path = await previewOf(
      app,
      alice,
      csv(
        `${HEADER}\n2026-05-01T10:05Z,,home,21,4\n2026-05-03T10:00Z,,Home,5,1\n2026-05-04T10:00Z,,Home,6,1\n`,
      ),
    );
    const preview = await show(path);
    assert.deepEqual(preview.texts(".counts dd"), ["2", "1", "0", "0"]);
    const chosen = await as(app, alice).post(`${path}/rows`, { action_1: "update" });
    assert.equal(chosen.status, 303, await chosen.clone().text());
    await confirmSessions(app, alice, path);
    assert.deepEqual((await stored()).map(({ energy_kwh }) => energy_kwh), [21, 20, 5, 6]);
    await app.database.owner`update ev_charging_session set note = 'mine' where energy_kwh = 6`;

    assert.match((await show(`${path}/undo`)).text("main"), /added 2 sessions and updated 1/);
    await as(app, alice).post(`${path}/undo`);
    assert.deepEqual((await stored()).map(({ energy_kwh, cost }) => [energy_kwh, cost]), [
      [20, 3],
      [20, 3],
      [6, 1],
    ]);
    assert.equal((await show(path)).text(".badge"), "Undone");
    assert.equal((await as(app, alice).post(`${path}/undo`)).status, 409);
  });
});

describe("the preview of an import of sessions", () => {
  it("asks what a file does not say, and refuses two columns for one field", async () => {
    const { alice } = app.cast;
    const sent = await sendSessions(
      app,
      alice,
      csv("Start Time,Duration,Cost,Total Cost\n01/02/2026 10:00,90,3,3\n"),
    );
    const path = sent.headers.get("location")!;
    const form = (await show(path)).fields(`form[action="${path}/columns"]`) as Record<
      string,
      string
    >;
    assert.equal(form.dates, "");
    const refused = await as(app, alice).post(`${path}/columns`, { ...form, zone: "UTC" });
    assert.equal(refused.status, 422);
    const shown = await page(refused);
    assert.match(shown.text("#dates-error"), /Choose how dates/);
    const again = await as(app, alice).post(`${path}/columns`, {
      ...form,
      dates: "dmy",
      zone: "Europe/London",
    });
    const errors = await page(again);
    assert.match(errors.text("#column_1-error"), /unit/);
    assert.match(errors.text("#column_3-error"), /holds this field already/);
    const fine = await as(app, alice).post(`${path}/columns`, {
      ...form,
      dates: "dmy",
      zone: "Europe/London",
      column_1: "charge_duration_seconds:min",
      column_3: "",
    });
    assert.equal(fine.status, 303);
    await workOnSessions(app);
    await confirmSessions(app, alice, path);
    const [row] = await app.database.owner`
      select session_start_utc, charge_duration_seconds::int as seconds from ev_charging_session`;
    assert.deepEqual([row!.session_start_utc, row!.seconds], ["2026-02-01T10:00:00Z", 5400]);
  });

  it("says at the row what is wrong, takes a correction and each choice", async () => {
    const { alice } = app.cast;
    const path = await previewOf(
      app,
      alice,
      csv(
        `${HEADER}\n2026-05-01T10:00Z,,Home,20,3\n2026-05-01T10:05Z,,home,21,3\n` +
          "2026-05-01T10:00Z,,Home,20,3\n2026-05-02T10:00Z,,Home,abc,3\n" +
          "2026-05-03T10:00Z,2026-05-02T10:00Z,Home,5,3\n2026-13-01,,,1,\n",
      ),
      { columns: { zone: "UTC" } },
    );
    const preview = await show(path);
    assert.deepEqual(preview.texts(".counts dd"), ["1", "1", "1", "3"]);
    assert.match(preview.text("#row-4"), /Energy: “abc” is not a number/);
    assert.match(preview.text("#row-5"), /must not be before the start/);
    assert.match(preview.text("#row-2"), /Is nearly row 1 of this file/);
    assert.match((await show(`${path}/rows/4`)).text("#energy_kwh-error"), /not a number/);

    const row = (await show(`${path}/rows/4`)).fields("form.form") as Record<string, string>;
    const wrong = await as(app, alice).post(`${path}/rows/4`, { ...row, energy_kwh: "NaN" });
    assert.equal(wrong.status, 422);
    await as(app, alice).post(`${path}/rows/4`, { ...row, energy_kwh: "7.5" });
    await as(app, alice).post(`${path}/rows`, { status: "exact", all: "insert" });
    await as(app, alice).post(`${path}/rows`, { action_2: "update" });
    assert.deepEqual((await show(path)).texts(".counts dd"), ["2", "1", "1", "2"]);
    await confirmSessions(app, alice, path);
    const energies = (await stored()).map(({ energy_kwh }) => energy_kwh);
    assert.deepEqual(energies, [20, 21, 7.5]);
    assert.deepEqual((await show(path)).texts("td[data-label=Result]"), [
      "Added",
      "Updated",
      "Added",
      "Added",
      "Skipped",
      "Skipped",
    ]);
  });

  it("puts a place at a site or a location of the group, and at no stranger's", async () => {
    const { alice, sites: { plant, turbine } } = app.cast;
    const file = () => csv(`${HEADER}\n2026-05-01T10:00Z,,Roof,20,3\n2026-05-02T10:00Z,,Shop,5,\n`);
    const sent = await sendSessions(app, alice, file());
    const path = sent.headers.get("location")!;
    const columns = (await show(path)).fields(`form[action="${path}/columns"]`);
    await as(app, alice).post(`${path}/columns`, columns as Record<string, string>);
    const strange = { place_0: `site:${turbine}`, place_1: "new" };
    const refused = await as(app, alice).post(`${path}/places`, strange);
    assert.equal(refused.status, 422);
    assert.match((await page(refused)).text("#place_0-error"), /Choose from the list/);
    await as(app, alice).post(`${path}/places`, { place_0: `site:${plant}`, place_1: "new" });
    await workOnSessions(app);
    await confirmSessions(app, alice, path);
    assert.deepEqual((await stored()).map(({ site_uuid }) => site_uuid), [plant, null]);
    const made = await app.database.owner`
      select location_name, is_verified, site_uuid from ev_location_lookup order by 1`;
    assert.deepEqual(made.map((one) => [one.location_name, one.is_verified, one.site_uuid]), [
      ["Roof", true, plant],
      ["Shop", false, null],
    ]);
    await as(app, alice).post(`${path}/undo`);
    assert.equal((await app.database.owner`select from ev_location_lookup`).length, 0);
  });
});

describe("files that are no list of sessions", () => {
  const cases: [name: string, content: string, sentence: RegExp][] = [
    ["empty", "", /empty/],
    ["of a header alone", `${HEADER}\n`, /no rows/],
    ["a ZIP", "PK\u0003\u0004\u0000\u0000", /ZIP/],
    ["with NUL", "a\0b\0c,d\0\0\0\n1,2\n", /not a text file/],
    ["of more than 10 MB", `kWh,note\n${`1,${"x".repeat(1000)}\n`.repeat(10_700)}`, /10 MB/],
    ["JSON that is cut off", '[{"created": "2026', /cut off/],
  ];
  for (const [name, content, sentence] of cases) {
    it(`says so of a file ${name}`, async () => {
      const response = await sendSessions(app, app.cast.alice, csv(content));
      assert.equal(response.status, 422);
      assert.match((await page(response)).text("#file-error"), sentence);
      assert.equal((await app.database.owner`select from app.charging_imports`).length, 0);
    });
  }

  it("asks for a file, and for signing in", async () => {
    const none = await sendSessions(app, app.cast.alice, new File([""], ""));
    assert.match((await page(none)).text("#file-error"), /Choose a file/);
  });

  it("offers a template whose columns are all known", async () => {
    const text = await (await as(app, app.cast.alice).get("/charging/imports/template.csv")).text();
    const path = await previewOf(
      app,
      app.cast.alice,
      csv(`${text.trim()}\n,car,2026-05-01T10:00Z,,5\n`),
    );
    assert.deepEqual((await show(path)).texts(".counts dd"), ["1", "0", "0", "0"]);
    assert.doesNotMatch((await show(path)).text(".prose"), /left out/);
  });
});
