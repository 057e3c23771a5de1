import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { connect } from "../../../db/client.ts";
import { type TestApp, testApp } from "../../support/app.ts";
import { waitsForALock } from "../../support/inspect.ts";
import { until } from "../../support/until.ts";

let app: TestApp;
let other: ReturnType<typeof connect>;
beforeAll(async () => {
  app = await testApp();
  other = connect(app.database.url, { max: 1 });
});
afterAll(async () => {
  await other.end();
  await app.close();
});

/** The sites of alice, in the order in which writers take them. */
async function sites(): Promise<[string, string]> {
  const { plant, bare } = app.cast.sites;
  const rows = await app.database.owner<{ site_uuid: string }[]>`
    select site_uuid from sites where site_uuid in (${plant}, ${bare}) order by 1`;
  return [rows[0]!.site_uuid, rows[1]!.site_uuid];
}

const post = (hour: number, of: string[]) =>
  app.fetch("/api/v1/forecasts", {
    method: "POST",
    headers: {
      authorization: `Bearer ${app.cast.alice.token}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({
      forecasts: of.map((site_uuid) => ({
        site_uuid,
        timestamp_utc: `2026-06-21T0${hour}:00:00Z`,
        model_name: "crossing",
        values: [{
          start_utc: `2026-06-21T0${hour}:00:00Z`,
          end_utc: `2026-06-21T0${hour}:30:00Z`,
          forecast_power_kw: hour,
        }],
      })),
    }),
  });

/**
 * Makes a request and another transaction wait for each other. PostgreSQL ends one of the two, and may
 * choose either; returns whether it was the request's.
 */
async function deadlock(hour: number): Promise<boolean> {
  const [first, second] = await sites();
  let response!: Promise<Response>;
  const otherFailed = await other.begin(async (tx) => {
    await tx`select app.touch_sites(array[${second}::uuid])`;
    response = post(hour, [first, second]);
    await until(() => waitsForALock(app.database.owner));
    await tx`select app.touch_sites(array[${first}::uuid])`;
  }).then(() => false, (error) => {
    assert.equal(error.code, "40P01");
    return true;
  });
  assert.equal((await response).status, 201);
  const [row] = await app.database.owner`
    select count(*)::int as stored from forecast_values where forecast_power_kw = ${hour}`;
  assert.equal(row!.stored, 2);
  return !otherFailed;
}

describe("a request whose transaction crosses another one's", () => {
  it("is taken once more, and does what was asked once", async () => {
    assert.equal((await post(1, await sites())).status, 201);
    let hour = 2;
    while (!await deadlock(hour)) assert.ok(++hour < 10, "it was never the request's transaction");
    // Each attempt was a deadlock indeed. PostgreSQL counts them with a delay.
    await until(async () => {
      const [counted] = await app.database.owner`
        select deadlocks::int from pg_stat_database where datname = current_database()`;
      return counted!.deadlocks === hour - 1;
    });
  });
});
