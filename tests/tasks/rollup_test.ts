import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { differences } from "../support/rollup.ts";
import { insertForecast } from "../support/rows.ts";
import { ownCast } from "../support/setup.ts";
import { taskOn } from "../support/task.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const rollup = taskOn("rollup", database.url);

async function fill() {
  for (const site_uuid of [cast.sites.plant, cast.sites.turbine]) {
    await insertForecast(owner, { site_uuid, timestamp_utc: "2026-06-20T20:00:00Z" }, [
      { start_utc: "2026-06-20T23:45:00Z", forecast_power_kw: 1 },
      { start_utc: "2026-06-21T00:00:00Z", forecast_power_kw: 2 },
      {
        start_utc: "2026-06-23T00:00:00Z",
        forecast_power_kw: 3,
        probabilistic_values: '{"p10": 1}',
      },
    ]);
  }
}

describe("deno task rollup", () => {
  it("finds nothing to say of an empty database", async () => {
    const { code, out } = await rollup("verify");
    assert.deepEqual([code, out], [0, "Rows checked: 0 of 0 days. Days that differ: 0.\n"]);
  });

  it("finds what is missing, too much and wrong, and mends it", async () => {
    await fill();
    assert.match(
      (await rollup("verify")).out,
      /^Rows checked: 6 of 4 days\. Days that differ: 0\.\n$/,
    );
    await owner`
      update latest_forecast_values set forecast_power_kw = 9
      where site_uuid = ${cast.sites.plant} and start_utc = '2026-06-20T23:45:00Z'`;
    await owner`
      update latest_forecast_values set start_utc = start_utc + interval '1 hour'
      where site_uuid = ${cast.sites.plant} and start_utc = '2026-06-21T00:00:00Z'`;
    const found = await rollup("verify");
    assert.equal(found.code, 1);
    assert.match(found.out, /^2026-06-20: 0 missing, 0 too many, 1 wrong$/m);
    assert.match(found.out, /^2026-06-21: 1 missing, 1 too many, 0 wrong$/m);
    assert.match(found.err, /deno task rollup rebuild/);
    const mended = await rollup("rebuild");
    assert.deepEqual([mended.code, mended.err], [0, ""]);
    assert.deepEqual(await differences(owner), []);
    assert.equal((await rollup("verify")).code, 0);
  });

  it("leaves days alone that the settings do not let it show", async () => {
    await owner`truncate forecasts cascade`;
    await fill();
    await owner`delete from latest_forecast_values`;
    const limited = taskOn("rollup", database.url, { RETAIN_LATEST_DAYS: "1" });
    assert.match(
      (await limited("verify")).out,
      /^Rows checked: 0 of 0 days\. Days that differ: 0\.$/m,
    );
    assert.equal((await limited("rebuild")).out, "");
    assert.match((await rollup("verify")).out, /Days that differ: 3\./);
  });

  it("tells its words when they are off", async () => {
    const { code, err } = await rollup("mend");
    assert.equal(code, 1);
    assert.match(err, /verify \| rebuild/);
  });
});
