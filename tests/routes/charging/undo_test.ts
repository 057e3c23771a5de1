import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { confirmSessions, previewOf } from "../../support/charging_imports.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  const { owner } = app.database;
  for (const table of ["app.charging_imports", "ev_charging_session", "ev_charging_networks"]) {
    await owner`delete from ${owner.unsafe(table)}`;
  }
});

const FILE = "start_time,location_name,energy_kwh,cost,network\n" +
  "2026-05-01T10:00Z,Home,20,3,Old\n2026-05-02T10:00Z,Home,21,4,Old\n";

/** Stores a file of sessions; `action`: what is done with its first row. */
async function stored(text = FILE, action?: string): Promise<string> {
  const { alice } = app.cast;
  const path = await previewOf(app, alice, new File([text], "log.csv"));
  if (action) await as(app, alice).post(`${path}/rows`, { action_1: action });
  await confirmSessions(app, alice, path);
  return path;
}

const undo = (path: string, person = app.cast.alice) => as(app, person).post(`${path}/undo`);
const energies = async () => {
  const rows = await app.database.owner<{ kwh: number }[]>`
    select energy_kwh::float8 as kwh from ev_charging_session order by session_start_utc`;
  return rows.map(({ kwh }) => kwh);
};

describe("an import that is undone", () => {
  it("is undone once, by its group alone, also where two people do it at once", async () => {
    const path = await stored();
    assert.equal((await undo(path, app.cast.charlie)).status, 404);
    const statuses = (await Promise.all([undo(path), undo(path), undo(path)]))
      .map(({ status }) => status);
    assert.deepEqual(statuses.toSorted(), [303, 409, 409]);
    assert.deepEqual(await energies(), []);
    assert.equal((await undo(path)).status, 409);
    await app.database.owner`delete from app.charging_imports`; // it has expired
    assert.equal((await undo(path)).status, 404);
  });

  it("takes no session with it that was removed and added again by another file", async () => {
    const path = await stored();
    await app.database.owner`delete from ev_charging_session`;
    await stored(FILE.split("\n").slice(0, 2).join("\n"));
    assert.equal((await undo(path)).status, 303);
    const rows = await app.database.owner`
      select result from app.charging_import_rows
      where import_uuid = ${path.split("/").at(-1)!} order by row_number`;
    assert.deepEqual(rows.map(({ result }) => result), ["kept", "undone"]);
    assert.deepEqual(await energies(), [20]);
  });

  it("gives sessions back what they had, but no network, location or site that is gone", async () => {
    const { owner } = app.database;
    const { alice, sites: { bare } } = app.cast;
    await stored();
    const path = await stored(
      "start_time,location_name,energy_kwh,cost,network\n2026-05-01T10:00Z,Home,20,9,New\n",
      "update",
    );
    await owner`
      update app.charging_import_rows
      set before = before || ${owner.json({ site_uuid: bare, location_id: 1_000_000 })}
      where result = 'updated'`;
    await owner`delete from ev_charging_networks where network_name = 'Old'`;
    await owner`
      delete from site_group_sites
      where site_uuid = ${bare} and site_group_uuid = ${alice.site_group_uuid}`;
    assert.equal((await undo(path)).status, 303);
    const [row] = await owner`
      select cost::float8 as cost, network_id, location_id, site_uuid from ev_charging_session
      where energy_kwh = 20`;
    assert.deepEqual({ ...row }, { cost: 3, network_id: null, location_id: null, site_uuid: null });
  });
});
