import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../support/app.ts";
import type { Person } from "../../support/cast.ts";
import { page } from "../../support/html.ts";
import { sendFiles, workOn } from "../../support/import_pages.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.owner`delete from generation`;
  await app.database.owner`delete from app.imports`;
  await app.database.owner`delete from app.import_readings`;
});

const alice = () => as(app, app.cast.alice);

/** Quarter hours of a morning at the cast's plant, whose clock is 4 hours ahead of UTC. */
const ROWS = ["10:00:00+04:00,1.5", "10:15:00+04:00,2", "10:30:00+04:00,2.25"];
const csv = (rows = ROWS, name = "morning.csv") =>
  new File([
    `time,Generation (kW)\n${rows.map((row) => `2026-06-20T${row}`).join("\n")}\n`,
  ], name);

async function send(file: File, fields: Record<string, string> = {}) {
  const sent = await sendFiles(app, app.cast.alice, [file], {
    site_uuid: app.cast.sites.plant,
    ...fields,
  });
  assert.equal(sent.status, 303, await sent.clone().text());
  await workOn(app);
  return sent.headers.get("location")!;
}

const show = (path: string, person: Person = app.cast.alice) => page(as(app, person).get(path));
const stored = async () => {
  const rows = await app.database.owner<{ kw: number }[]>`
    select generation_power_kw as kw from generation order by start_utc`;
  return rows.map(({ kw }) => kw);
};
const doneText = (response: Response) => decodeURIComponent(response.headers.get("set-cookie")!);

describe("the pages of imports", () => {
  it("bring a file from its preview to the result, and take it back", async () => {
    const path = await send(csv());
    const preview = await show(path);
    assert.equal(preview.text(".badge"), "To be confirmed");
    assert.deepEqual(preview.texts(".counts dd"), ["3", "0", "0", "0"]);
    assert.equal(preview.texts(".rows li")[0], "Line 2: 20 June 2026, 10:00–10:15 → 1.5 kW");
    assert.ok(preview.has(".day-picture .sun"));
    assert.deepEqual(await stored(), []);

    const twice = await Promise.all([1, 2].map(() => alice().post(`${path}/confirm`)));
    assert.deepEqual(twice.map(({ status }) => status), [303, 303]);
    await workOn(app);
    assert.deepEqual(await stored(), [1.5, 2, 2.25]);
    const result = await show(path);
    assert.match(result.text("#import-file"), /3 measurements stored\./);
    const days = `/sites/${app.cast.sites.plant}?day=2026-06-20`;
    assert.ok(result.attributes("href", "#import-file a").includes(days));

    assert.match((await show(`${path}/undo`)).text("main"), /brought 3 measurements/);
    const undone = await alice().post(`${path}/undo`);
    assert.match(doneText(undone), /3 taken away/);
    assert.deepEqual(await stored(), []);
    assert.equal((await show(path)).text(".badge"), "Undone");
  });

  it("list the files of the group, newest first, to its members alone", async () => {
    const older = await send(csv());
    const newer = await send(csv(ROWS.slice(0, 2), "two rows.csv"));
    const list = await show("/imports", app.cast.bob);
    assert.deepEqual(list.attributes("href", "tbody a"), [newer, older]);
    assert.deepEqual(list.texts("td[data-label=Brought]"), [
      "2 measurements new",
      "3 measurements new",
    ]);
    const strangers = await show("/imports", app.cast.charlie);
    assert.ok(!strangers.text().includes("two rows") && !strangers.has("tbody"));
  });

  it("choose the site of the address, and know it from nobody else's", async () => {
    const { plant, turbine } = app.cast.sites;
    assert.equal((await show(`/imports?site=${plant}`)).field("site_uuid"), plant);
    assert.equal((await show(`/imports?site=${turbine}`)).field("site_uuid"), "");
  });

  it("ask for a file, and say at the field what is wrong with it", async () => {
    const none = await page(sendFiles(app, app.cast.alice, [new File([], "")]));
    assert.equal(none.error("file"), "Choose a file.");
    const unknown = await page(sendFiles(app, app.cast.alice, [csv()], { reading: "Nothing" }));
    assert.match(unknown.text(".callout"), /remembers no reading/);
  });

  it("take several files at once", async () => {
    const sent = await sendFiles(app, app.cast.alice, [csv(), csv(ROWS, "again.csv")]);
    assert.equal(sent.headers.get("location"), "/imports");
    assert.match(doneText(sent), /2 files have arrived/);
    assert.equal((await show("/imports")).count("tbody tr"), 2);
  });

  it("take the zone of the site that is chosen for a file without offsets", async () => {
    const rows = ["10:00,1.5", "10:15,2.0", "10:30,2.5", "10:45,2.0"];
    const text = `Start,PV power (kW)\n${rows.map((row) => `2026-06-20 ${row}`).join("\n")}\n`;
    const path = await send(new File([text], "local.csv"), { site_uuid: "" });
    const asking = await show(path);
    const form = asking.fields('form[action$="/reading"]');
    assert.deepEqual([form.zone, asking.count('[type="radio"][name="zone"]')], ["", 0]);
    const { plant } = app.cast.sites;
    const sent = await alice().post(`${path}/reading`, { ...form, site_uuid: plant });
    assert.equal(sent.status, 303);
    await workOn(app);
    const preview = await show(path);
    assert.equal(preview.texts(".rows li")[0], "Line 2: 20 June 2026, 10:00–10:15 → 1.5 kW");
  });

  it("read a file anew when its reading is changed, and name what is wrong with a change", async () => {
    const path = await send(csv());
    const form = (await show(path)).fields('form[action$="/reading"]');
    const wrong = await alice().post(`${path}/reading`, { ...form, zone: "Mars" });
    assert.equal(wrong.status, 422);
    assert.deepEqual(Object.keys((await page(wrong)).errors()), ["zone"]);
    const changed = await alice().post(`${path}/reading`, { ...form, label: "end", unit: "W" });
    assert.equal(changed.status, 303);
    await workOn(app);
    const preview = await show(path);
    assert.equal(preview.texts(".rows li")[0], "Line 2: 20 June 2026, 09:45–10:00 → 0.002 kW");
    assert.match(preview.text(".preview-site .callout"), /That is very little/);
  });

  it("remember a reading under a name, offer it, and forget it", async () => {
    const path = await send(csv());
    await alice().post(`${path}/confirm`, { reading_name: "The roof" });
    await workOn(app);
    const list = await show("/imports");
    assert.deepEqual(list.texts("#reading option"), ["Found out from the file", "The roof"]);
    await send(csv(["11:00:00+04:00,3"]), { reading: "The roof" });
    const rename = (new_name: string) =>
      alice().post("/imports/readings/rename", { name: "The roof", new_name });
    const nameless = await rename(" ");
    assert.deepEqual([nameless.status, (await page(nameless)).text(".form-error, .callout.bad")], [
      422,
      "Give it a name.",
    ]);
    assert.equal((await rename("Roofs")).status, 303);
    assert.deepEqual((await show("/imports")).texts("#reading option").slice(1), ["Roofs"]);
    const gone = await alice().post("/imports/readings/remove", { name: "Roofs" });
    assert.equal(gone.status, 303);
    assert.ok(!(await show("/imports")).has("#reading"));
  });

  it("ask which model made forecasts, draw a run, and store them", async () => {
    const rows = [0, 1, 2, 3].map((i) =>
      `2026-06-20T06:00:00Z,2026-06-20T${10 + i}:00:00Z,2026-06-20T${11 + i}:00:00Z,${i},0,`
    );
    const text = ["made,start,end,forecast_kw,p10,p90", ...rows, ""].join("\n");
    const path = await send(new File([text], "runs.csv"), { kind: "forecasts" });
    const form = (await show(path)).fields();
    assert.ok((await show(path)).has("input#model_name"));
    assert.equal(form.value_columns, "3");
    const wrong = await alice().post(`${path}/reading`, { ...form, run_zone: "Mars/North" });
    assert.deepEqual(Object.keys((await page(wrong)).errors()).sort(), ["model_name", "run_zone"]);
    const decided = await alice().post(`${path}/reading`, { ...form, model_name: "acme" });
    assert.equal(decided.status, 303);
    await workOn(app);
    const preview = await show(path);
    assert.deepEqual(preview.texts(".counts dd"), ["4", "0", "0", "0"]);
    assert.ok(preview.has("svg.day-chart .forecast"));
    assert.match(preview.texts(".rows li")[1]!, /^Line 3: made 20 June 2026, 10:00, for 20 June/);
    await alice().post(`${path}/confirm`);
    await workOn(app);
    assert.match((await show(path)).text("#import-file"), /4 forecast values stored/);
    assert.equal((await alice().post(`${path}/undo`)).status, 303);
  });

  it("give the lines that were left out as CSV", async () => {
    const path = await send(csv([...ROWS, "10:45:00+04:00,none"]));
    const preview = await show(path);
    assert.deepEqual(preview.texts(".counts dd"), ["3", "0", "0", "1"]);
    const file = await alice().get(`${path}/left-out`);
    assert.match(file.headers.get("content-type")!, /^text\/csv/);
    assert.match(await file.text(), /^line,reason,message,cells\n5,/);
  });

  it("discard a file", async () => {
    const path = await send(csv());
    assert.equal((await alice().post(`${path}/remove`)).headers.get("location"), "/imports");
    assert.equal((await alice().get(path)).status, 404);
  });

  it("show a stranger nothing, and let them do nothing", async () => {
    const path = await send(csv());
    const charlie = as(app, app.cast.charlie);
    for (const below of ["", "/undo", "/left-out"]) {
      assert.equal((await charlie.get(path + below)).status, 404, below);
    }
    for (const below of ["/reading", "/confirm", "/undo", "/remove"]) {
      assert.equal((await charlie.post(path + below)).status, 404, below);
    }
    assert.equal((await show(path)).text(".badge"), "To be confirmed");
  });
});
