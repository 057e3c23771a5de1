import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { fillDays, kept } from "../support/retention.ts";
import { ownCast } from "../support/setup.ts";
import { taskOn } from "../support/task.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const LIMITS = { RETAIN_FORECAST_DAYS: "30", RETAIN_LATEST_DAYS: "30", RETAIN_REQUEST_DAYS: "30" };
const retention = taskOn("retention", database.url, LIMITS);

/** By the clock of this machine: long ago, and still to come. */
async function fill() {
  await owner`select app.make_days('2026-06-08', '2026-06-09')`;
  await fillDays(owner, cast.sites.plant, [8]);
  await owner`
    update forecasts set timestamp_utc = timestamp_utc - interval '20 years'`;
  await owner`
    update forecast_values set start_utc = start_utc - interval '20 years'`;
  await owner`update api_request set created_utc = created_utc - interval '20 years'`;
}

describe("deno task retention", () => {
  it("tells what would go, then does it, then has nothing to do", async () => {
    await fill();
    const before = await kept(owner);
    const planned = await retention("--dry-run");
    assert.deepEqual([planned.code, planned.err], [0, ""]);
    assert.match(planned.out, /^Latest forecasts of days before \S+: 2 would be removed\.$/m);
    assert.match(planned.out, /^Forecast values before .*: 2 would be removed\.$/m);
    assert.deepEqual(await kept(owner), before);
    const done = await retention();
    assert.equal(done.out, planned.out.replaceAll("would be ", ""));
    const { values, latest, forecasts, requests, generation } = await kept(owner);
    assert.deepEqual([values, latest, forecasts, requests], [[], [], [], []]);
    assert.equal(generation.length, 1, "no setting limits it");
    assert.match((await retention()).out, /^Latest forecasts .*: 0 removed\.$/m);
  });

  it("drops security events and positions of vehicles without any setting", async () => {
    const { code, out } = await taskOn("retention", database.url)();
    assert.equal(code, 0);
    assert.match(
      out,
      /^Security events before 20\d\d-\d\d-\d\d: \d+ removed\.\nPositions of vehicles before 20/,
    );
  });

  it("refuses to show for longer than is kept, and tells its words when they are off", async () => {
    const longer = await taskOn("retention", database.url, {
      ...LIMITS,
      RETAIN_LATEST_DAYS: "31",
    })();
    assert.equal(longer.code, 1);
    assert.match(
      longer.err,
      /RETAIN_LATEST_DAYS must be set to at most RETAIN_FORECAST_DAYS \(30\)/,
    );
    const { code, err } = await retention("now");
    assert.equal(code, 1);
    assert.match(err, /deno task retention \[--dry-run\]/);
  });
});
