import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { undo } from "../../../../sql/generation/batches.ts";
import { step } from "../../../../sql/generation/undos.ts";
import { as, type TestApp, testApp, withToken } from "../../../support/app.ts";
import type { Person } from "../../../support/cast.ts";
import { page } from "../../../support/html.ts";
import { problemOf } from "../../../support/problem.ts";
import { inScope } from "../../../support/scopes.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await app.database.owner`
    insert into site_group_sites (site_group_uuid, site_uuid)
    values (${app.cast.charlie.site_group_uuid}, ${app.cast.sites.plant})`;
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.owner`delete from forecast_values`;
  await app.database.owner`delete from forecasts`;
  await app.database.owner`delete from app.batches`;
});

const series = (below = "") => `/api/v1/sites/${app.cast.sites.plant}/forecasts${below}`;

async function send(person: Person, issued: string, kw: number): Promise<void> {
  const values = [{
    start_utc: "2026-06-21T09:00:00Z",
    end_utc: "2026-06-21T09:30:00Z",
    forecast_power_kw: kw,
  }];
  const run = { timestamp_utc: `2026-06-21T${issued}:00Z`, model_name: "cirrus", values };
  assert.equal((await withToken(app, person.token).post(series(), run)).status, 201);
}

/** What is read as the forecast: power and run. */
async function latest(): Promise<{ forecast_power_kw: number; forecast_uuid: string }[]> {
  const path = `/api/v1/sites/${app.cast.sites.plant}/forecast` +
    "?start=2026-06-21T09:00:00Z&end=2026-06-21T10:00:00Z";
  return (await (await withToken(app, app.cast.alice.token).get(path)).json()).values;
}

const powers = async () => (await latest()).map((value) => value.forecast_power_kw);

describe("DELETE of a run", () => {
  it("withdraws it, and the latest forecast is that of the run before", async () => {
    const { alice } = app.cast;
    await send(alice, "06:00", 1);
    await send(alice, "07:00", 2);
    const [newest] = await latest();
    assert.equal(newest!.forecast_power_kw, 2);
    const response = await withToken(app, alice.token).delete(series(`/${newest!.forecast_uuid}`));
    assert.deepEqual(await response.json(), { deleted: 1 });
    assert.deepEqual(await powers(), [1]);
    const history = await page(await as(app, alice).get(`/sites/${app.cast.sites.plant}/history`));
    assert.match(history.text(), /1 forecast withdrawn, for 21 Jun 2026, 09:00 UTC/);
  });

  it("is for those who sent it: others get 409, and nothing goes", async () => {
    const { alice, charlie, ada } = app.cast;
    await send(alice, "06:00", 1);
    const [value] = await latest();
    const path = series(`/${value!.forecast_uuid}`);
    const { detail } = await problemOf(await withToken(app, charlie.token).delete(path), 409);
    assert.equal(detail, "Your group did not bring this forecast.");
    await problemOf(await withToken(app, alice.readToken).delete(path), 403);
    assert.deepEqual(await powers(), [1]);
    assert.equal((await withToken(app, ada.token).delete(path)).status, 200);
    assert.deepEqual(await powers(), []);
    await problemOf(await withToken(app, alice.token).delete(path), 404);
  });

  it("leaves a run to which values were added in SQL", async () => {
    const { alice } = app.cast;
    await send(alice, "06:00", 1);
    const [value] = await latest();
    await app.database.owner`
      insert into forecast_values (forecast_uuid, start_utc, end_utc, forecast_power_kw,
        horizon_minutes, ml_model_uuid)
      select forecast_uuid, '2026-06-21T09:30', '2026-06-21T10:00', 5, 210, ml_model_uuid
      from forecast_values where forecast_uuid = ${value!.forecast_uuid}`;
    const path = series(`/${value!.forecast_uuid}`);
    await problemOf(await withToken(app, alice.token).delete(path), 409);
    const listed = await (await withToken(app, alice.token).get("/api/v1/batches")).json();
    const undoPath = `/api/v1/batches/${listed.batches[0].batch_id}/undo`;
    const undone = await (await withToken(app, alice.token).post(undoPath)).json();
    assert.deepEqual([undone.removed, undone.changes[0].reason], [
      0,
      "values were added in SQL since",
    ]);
    assert.equal((await latest()).length, 2);
  });

  it("of a whole batch is undoing it", async () => {
    const { alice } = app.cast;
    await send(alice, "06:00", 1);
    await send(alice, "07:00", 2);
    const listed = await (await withToken(app, alice.token).get("/api/v1/batches")).json();
    assert.deepEqual([listed.batches.length, listed.batches[0].runs], [1, 2]);
    const path = `/api/v1/batches/${listed.batches[0].batch_id}/undo`;
    const undone = await (await withToken(app, alice.token).post(path)).json();
    assert.deepEqual(undone, { state: "undone", removed: 2, restored: 0, changed: 0, changes: [] });
    assert.deepEqual(await latest(), []);
  });

  it("of a large batch goes run by run, and the page and the API say how far it is", async () => {
    const { alice, charlie } = app.cast;
    for (const issued of ["06:00", "06:30", "07:00"]) await send(alice, issued, 1);
    const added = (await latest())[0]!.forecast_uuid;
    await app.database.owner`
      insert into forecast_values (forecast_uuid, start_utc, end_utc, forecast_power_kw,
        horizon_minutes, ml_model_uuid)
      select forecast_uuid, '2026-06-21T09:30', '2026-06-21T10:00', 5, 210, ml_model_uuid
      from forecast_values where forecast_uuid = ${added}`;
    const { batches: [batch] } = await (await withToken(app, alice.token).get("/api/v1/batches"))
      .json();
    const path = `/api/v1/batches/${batch.batch_id}`;
    await inScope(app.database, alice, (sql) => undo(sql, String(batch.batch_id), 0));
    for (let done = 0; done < 3; done++) {
      const going = (await (await withToken(app, alice.token).get(path)).json()).undo;
      assert.equal(going.state, "undoing");
      assert.equal(going.removed + going.changed, done);
      assert.equal(await step(app.database.owner, String(batch.batch_id), 1), true);
    }
    const listed = await page(
      await as(app, alice).get(`/sites/${app.cast.sites.plant}/batches`),
    );
    assert.match(listed.text("main"), /being undone: 2 taken away, 0 put back/);
    assert.equal((await withToken(app, charlie.token).post(`${path}/undo`)).status, 404);
    const again = await (await withToken(app, alice.token).post(`${path}/undo`)).json();
    assert.deepEqual([again.state, again.removed, again.changed], ["undoing", 2, 1]);
    assert.equal(await step(app.database.owner, String(batch.batch_id), 1), false);
    const after = (await (await withToken(app, alice.token).get(path)).json()).undo;
    assert.deepEqual([after.state, after.removed, after.changes], ["undone", 2, [
      {
        site_uuid: app.cast.sites.plant,
        forecast_uuid: added,
        reason: "values were added in SQL since",
      },
    ]]);
  });
});
