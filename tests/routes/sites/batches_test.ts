import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import { energyOf, hours } from "../../support/hours.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.owner`delete from generation`;
  await app.database.owner`delete from app.batches`;
});

const alice = () => as(app, app.cast.alice);
const path = (below = "") => `/sites/${app.cast.sites.plant}/batches${below}`;
const series = () => `/api/v1/sites/${app.cast.sites.plant}/generation`;

async function send(start: string, count: number, replace = false) {
  const values = hours(start, count);
  const response = await withToken(app, app.cast.alice.token).post(series(), { values, replace });
  assert.equal(response.status, 201);
}

async function stored() {
  const range = "?start=2026-06-20T00:00:00Z&end=2026-06-21T00:00:00Z";
  const response = await withToken(app, app.cast.alice.token).get(series() + range);
  return (await response.json()).values as ReturnType<typeof hours>;
}

const text = async (response: Response) => (await page(response)).text();

describe("the data that a group sent for a site", () => {
  it("hours sent one hour late (10 kWh for 9) are put right by one form", async () => {
    await send("2026-06-20T07:00:00Z", 9);
    await send("2026-06-20T06:00:00Z", 9, true);
    assert.equal(energyOf(await stored()), 10);
    // In the zone of the plant, 4 hours before UTC.
    const form = { start: "2026-06-20T19:00", end: "2026-06-20T20:00" };
    const asked = await alice().post(path("/remove"), form);
    assert.match(
      await text(asked),
      /from 2026-06-20 19:00 to 2026-06-20 20:00 \(Indian\/Reunion\) is deleted/,
    );
    assert.equal(energyOf(await stored()), 10);
    const done = await alice().post(path("/remove"), { ...form, confirmed: "on" });
    assert.equal(done.status, 303);
    assert.match(decodeURIComponent(done.headers.get("set-cookie")!), /1 measurement deleted\./);
    assert.equal(energyOf(await stored()), 9);
    assert.deepEqual(await stored(), hours("2026-06-20T06:00:00Z", 9));
  });

  it("is listed, and undone after a page that says what will happen", async () => {
    await send("2026-06-20T06:00:00Z", 3);
    const [batch] = await app.database.owner`select batch_id::text as id from app.batches`;
    assert.match(
      await text(await alice().get(path())),
      /3 measurements sent 20 Jun 2026, 06:00 UTC 20 Jun 2026, 09:00 UTC alice@example\.org, through the API Undo/,
    );
    const asked = await text(await alice().get(path(`/${batch!.id}/undo`)));
    assert.match(asked, /3 measurements sent by alice@example\.org, through the API, for/);
    const done = await alice().post(path(`/${batch!.id}/undo`));
    assert.equal(done.headers.get("location"), path());
    assert.match(
      decodeURIComponent(done.headers.get("set-cookie")!),
      /3 taken away, 0 put back\./,
    );
    assert.deepEqual(await stored(), []);
    assert.match(await text(await alice().get(path())), /undone \d+ \w+ \d{4}/);
  });

  it("says so when nothing was sent, and goes on with older data on a next page", async () => {
    assert.match(await text(await alice().get(path())), /Nothing sent yet/);
    await app.database.owner`
      insert into app.batches (batch_id, site_group_uuid, door, kind, day, is_shared, created_utc)
      select n, ${app.cast.alice.site_group_uuid}, 'api', 'sent', '2026-06-20', false, '2026-06-20'
      from generate_series(1, 51) n`;
    await app.database.owner`
      insert into app.batch_sites (batch_id, site_uuid, inserted, first_utc, last_utc, changed_utc)
      select n, ${app.cast.sites.plant}, n, '2026-06-20', '2026-06-21', '2026-06-21'
      from generate_series(1, 51) n`;
    assert.match(await text(await alice().get(path())), / 2 measurements sent .*Older/);
    const older = await text(await alice().get(path("?before=2")));
    assert.match(older, / 1 measurement sent/);
    assert.doesNotMatch(older, /Older/);
  });

  it("refuses a form without times, and a range that holds rows of others", async () => {
    const blank = await alice().post(path("/remove"), { start: "", end: "2026-02-30T00:00" });
    assert.equal(blank.status, 422);
    assert.match(await text(blank), /Please correct these fields/);
    await app.database.owner`
      insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
      values (${app.cast.sites.plant}, '2026-06-20T06:00', '2026-06-20T07:00', 1)`;
    const form = { start: "2026-06-20T00:00", end: "2026-06-21T00:00", confirmed: "on" };
    const refused = await alice().post(path("/remove"), form);
    assert.equal(refused.status, 409);
    assert.match(await text(refused), /1 measurement that your group did not bring/);
    assert.equal((await stored()).length, 1);
  });
});

describe("the history of a site", () => {
  it("tells what was sent and taken back, by whom and for which time", async () => {
    await send("2026-06-20T06:00:00Z", 3);
    const [batch] = await app.database.owner`select batch_id::text as id from app.batches`;
    await as(app, app.cast.ada).post(path(`/${batch!.id}/undo`));
    const read = async () =>
      await text(await alice().get(`/sites/${app.cast.sites.plant}/history`));
    assert.match(
      await read(),
      /Data taken back .* by an administrator 3 measurements sent, for 20 Jun 2026, 06:00 UTC to 20 Jun 2026, 09:00 UTC\. Data sent or deleted .* by alice@example\.org, through the API 3 measurements sent/,
    );
    const token = withToken(app, app.cast.alice.token);
    const json = await (await token.get(`/api/v1/sites/${app.cast.sites.plant}/history`)).json();
    assert.deepEqual(
      json.history.slice(0, 2).map((entry: Record<string, unknown>) => [
        entry.operation,
        entry.who,
        entry.email,
        (entry.batch as { inserted: number }).inserted,
      ]),
      [["UNDO", "admin", null, 3], ["BATCH", "own", app.cast.alice.email, 3]],
    );
  });
});
