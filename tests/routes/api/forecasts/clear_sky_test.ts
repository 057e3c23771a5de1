import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { pvArrayOf } from "../../../../domain/sites/pv_array.ts";
import { clearSky } from "../../../../domain/solar/clear_sky.ts";
import { milliseconds, MINUTE } from "../../../../domain/time/time.ts";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { PLANT } from "../../../support/cast.ts";
import { BARE_SITE } from "../../../support/site_day.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const get = (site: string, query = "") =>
  withToken(app, app.cast.alice.token).get(`/api/v1/sites/${site}/clear-sky${query}`);

interface Value {
  start_utc: string;
  end_utc: string;
  power_kw: number;
}

describe("GET /api/v1/sites/{site_uuid}/clear-sky", () => {
  it("has the power of each quarter hour of a day of the site, and their energy", async () => {
    const body = await (await get(app.cast.sites.plant, "?day=2026-06-20")).json();
    assert.deepEqual([body.day, body.time_zone], ["2026-06-20", "Indian/Reunion"]);
    const values: Value[] = body.values;
    assert.equal(values.length, 96);
    assert.equal(values[0]!.start_utc, "2026-06-19T20:00:00Z");
    const found = pvArrayOf({ ...BARE_SITE, ...PLANT });
    assert.ok("array" in found);
    for (const { start_utc, end_utc, power_kw } of values) {
      const middle = milliseconds(start_utc) + 7.5 * MINUTE;
      assert.equal(milliseconds(end_utc), milliseconds(start_utc) + 15 * MINUTE);
      assert.ok(Math.abs(power_kw - clearSky(middle, found.array).ac_kw) < 0.001);
    }
    const energy = values.reduce((sum, { power_kw }) => sum + power_kw / 4, 0);
    assert.ok(Math.abs(body.energy_kwh - energy) < 0.05, `${body.energy_kwh} and ${energy}`);
  });

  it("is of today by default, and empty where too little is known of the site", async () => {
    const body = await (await get(app.cast.sites.bare)).json();
    assert.deepEqual([body.day, body.energy_kwh, body.values], ["2026-06-21", null, []]);
    assert.equal((await get(app.cast.sites.plant, "?day=tomorrow")).status, 422);
  });
});
