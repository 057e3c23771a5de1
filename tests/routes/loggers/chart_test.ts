import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { storeFromDevice } from "../../../sql/loggers/readings.ts";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { type Html, page } from "../../support/html.ts";
import { makeLogger, microseconds, type TestLogger } from "../../support/loggers.ts";

const START = microseconds("2026-06-21T03:30:00Z"); // 09:00 in Kolkata

let app: TestApp;
let logger: TestLogger;
let path: string;
let ids: Record<string, string>;
beforeAll(async () => {
  app = await testApp();
  const { database, cast: { alice, sites } } = app;
  const { owner } = database;
  logger = await makeLogger(database, alice, sites.plant, "Roof meter");
  path = `/sites/${sites.plant}/loggers/${logger.logger_uuid}/chart`;
  // A reading each minute for an hour, but for 09:20 to 09:40.
  const minutes = Array.from({ length: 60 }, (_, at) => at).filter((at) => at < 20 || at >= 40);
  await storeFromDevice(
    owner,
    logger.keyHash,
    minutes.flatMap((at) => [
      { variable: "power", time: START + at * 60e6, value: 10 * at },
      { variable: "heat", time: START + at * 60e6, value: 20 },
    ]),
  );
  await owner`
    update app.loggers set zone = 'Asia/Kolkata' where logger_uuid = ${logger.logger_uuid}`;
  await owner`
    update app.logger_variables set unit = case name when 'power' then 'W' else '°C' end
    where logger_uuid = ${logger.logger_uuid}`;
  const found = await owner<{ name: string; id: string }[]>`
    select name, variable_id::text as id from app.logger_variables
    where logger_uuid = ${logger.logger_uuid}`;
  ids = Object.fromEntries(found.map(({ name, id }) => [name, id]));
  // Quarter hours of two days of Kolkata, with a hole of an hour from 12:00 on the first.
  await owner`
    insert into app.logger_quarters
      (variable_id, quarter, mean, minimum, maximum, last, known_seconds)
    select ${ids.power!}::bigint, q, 100, 50, 150, 100, 900
    from generate_series(${quarter("2026-05-03T18:30:00Z")}::int,
      ${quarter("2026-05-05T18:15:00Z")}::int) q
    where q not between ${quarter("2026-05-04T06:30:00Z")} and ${quarter("2026-05-04T07:15:00Z")}`;
});
afterAll(() => app.close());

const quarter = (time: string) => microseconds(time) / 900e6;
const chart = (query: string) => page(as(app, app.cast.alice).get(`${path}?${query}`));
/** Returns how many unbroken pieces the line of a variable has. */
const pieces = (shown: Html, number = 1) =>
  shown.attribute("d", `.model-${number} path:not(.spread)`)!.split("M").length - 1;
const post = (query: string, form: Record<string, string | string[]>) =>
  as(app, app.cast.alice).post(`${path}/transforms?${query}`, form);

describe("the chart of a logger", () => {
  it("draws the readings of an hour on the clock of its zone, and a gap is a gap", async () => {
    const shown = await chart(`v=${ids.power}&view=hour&at=2026-06-21T03:45:00Z`);
    assert.equal(shown.text("#range-heading"), "Sunday 21 June 2026, 09:00–10:00");
    assert.match(shown.text(".time-axis .zone"), /^Asia\/Kolkata, UTC\+5:30$/);
    assert.equal(pieces(shown), 2);
    const rows = shown.rows();
    assert.equal(rows.length, 60);
    assert.deepEqual([rows[19], rows[20], rows[40]], [["09:19", "190"], ["09:20", "–"], [
      "09:40",
      "400",
    ]]);
  });

  it("shows the last 60 minutes as the newest hour, after the full hours before it", async () => {
    const shown = await chart(`v=${ids.power}&view=hour`);
    assert.equal(shown.text("#range-heading"), "Sunday 21 June 2026, 12:38–13:38");
    assert.equal(shown.rows().length, 60);
    const labels = shown.texts(".time-axis text:not(.zone)");
    assert.deepEqual(labels, ["12:40", "12:50", "13:00", "13:10", "13:20", "13:30"]);
    assert.equal(shown.count("#next-range"), 0);
    const before = await page(
      as(app, app.cast.alice).get(shown.attribute("href", "#previous-range")!),
    );
    assert.equal(before.text("#range-heading"), "Sunday 21 June 2026, 12:00–13:00");
    const after = await page(as(app, app.cast.alice).get(before.attribute("href", "#next-range")!));
    assert.equal(after.text("#range-heading"), "Sunday 21 June 2026, 12:38–13:38");
  });

  it("shows a local day by default, a drawing for each unit", async () => {
    const shown = await chart(`v=${ids.power}-${ids.heat}`);
    assert.equal(shown.text("#range-heading"), "Sunday 21 June 2026");
    assert.equal(shown.count("svg.logger-chart"), 2);
    assert.deepEqual(shown.rows()[36], ["09:00", "70", "20"]);
    assert.equal(shown.rows().length, 96);
  });

  it("draws means of quarter hours over a week, and means of days over a year", async () => {
    const week = await chart(`v=${ids.power}&view=week&at=2026-05-04`);
    assert.equal(week.text("#range-heading"), "4 May 2026 to 10 May 2026");
    assert.equal(pieces(week), 2);
    assert.deepEqual(week.rows()[12], ["Mon 12:00", "–"]);
    assert.deepEqual(week.rows()[13], ["Mon 13:00", "100"]);
    const year = await chart(`v=${ids.power}&view=year&at=2026-05-04`);
    assert.equal(pieces(year), 1);
    const days = year.rows().filter(([, mean]) => mean !== "–");
    assert.deepEqual(days, [["4 May", "100"], ["5 May", "100"]]);
  });

  it("leads to the times before and after, and stays at its variables", async () => {
    const shown = await chart(`v=${ids.power}&view=month&at=2026-05-04`);
    const before = shown.attribute("href", "#previous-range")!;
    const earlier = await page(as(app, app.cast.alice).get(before));
    assert.equal(earlier.text("#range-heading"), "April 2026");
    assert.equal(earlier.count(".legend a"), 1);
  });

  it("applies transforms that were set, one after the other, and keeps what is stored", async () => {
    const query = `v=${ids.power}&view=hour&at=2026-06-21T03:45:00Z`;
    const saved = await post(query, {
      variable_id: ids.power!,
      kind: ["multiply", "shift", "none"],
      amount: ["0,1", "1", ""],
    });
    assert.equal(saved.status, 303);
    const shown = await page(as(app, app.cast.alice).get(saved.headers.get("location")!));
    assert.deepEqual(shown.rows()[19], ["09:19", "18"]);
    const csv = await (await as(app, app.cast.alice).get(`${path}.csv?${query}`)).text();
    assert.deepEqual(csv.split("\n").slice(0, 2), [
      "variable,unit,start_utc,end_utc,start_local,value,minimum,maximum",
      "power,W,2026-06-21T03:30:00Z,,2026-06-21T09:00:00+05:30,-1,,",
    ]);
    const [stored] = await app.database.owner<{ value: number }[]>`
      select max(value) as value from app.logger_readings where variable_id = ${ids
      .power!}::bigint`;
    assert.equal(stored!.value, 590);
    await post(query, { variable_id: ids.power!, kind: "shift-time", amount: "3600" });
    const moved = await chart(`v=${ids.power}&view=hour&at=2026-06-21T02:45:00Z`);
    assert.deepEqual(moved.rows()[19], ["08:19", "190"]);
    await post(query, { variable_id: ids.power!, kind: "none", amount: "" });
  });

  it("refuses wrong transforms with what was typed, and those of unknown variables", async () => {
    const wrong = await post(`v=${ids.power}`, {
      variable_id: ids.power!,
      kind: "average",
      amount: "two",
    });
    assert.equal(wrong.status, 422);
    const shown = await page(wrong);
    assert.match(shown.text(".transforms .error"), /whole number of values/);
    assert.equal(shown.attribute("value", ".transforms input[name=amount]"), "two");
    assert.equal((await post("", { variable_id: "99", kind: "none", amount: "" })).status, 404);
  });

  it("shows now for an address without a valid time", async () => {
    for (const at of ["2026-13-01", "1066-10-14", "+123456-01-01", "x"]) {
      const shown = await chart(`v=${ids.power}&view=day&at=${encodeURIComponent(at)}`);
      assert.equal(shown.text("#range-heading"), "Sunday 21 June 2026");
    }
  });
});
