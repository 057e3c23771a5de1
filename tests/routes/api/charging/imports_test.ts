import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { sampleFile, workOnSessions } from "../../../support/charging_imports.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

describe("the API of imports of sessions", () => {
  const send = (content: string, query = "") =>
    app.fetch(`/api/v1/charging/imports?file_name=log.csv${query}`, {
      method: "POST",
      headers: { authorization: `Bearer ${app.cast.alice.token}`, "content-type": "text/csv" },
      body: content,
    });

  it("stores a file that leaves no question, and takes it back", async () => {
    const sent = await send(await (await sampleFile()).text(), "&confirm=true");
    assert.equal(sent.status, 201, await sent.clone().text());
    const { import_uuid, format, columns } = await sent.json();
    assert.equal(format, "LightningROD");
    assert.ok(
      columns.some(({ name, holds }: Record<string, string>) =>
        name === "charging_network" && holds === "network_name"
      ),
    );
    await workOnSessions(app);
    const path = `/charging/imports/${import_uuid}`;
    const api = withToken(app, app.cast.alice.token);
    const { state, result } = await (await api.get(`/api/v1${path}`)).json();
    assert.deepEqual([state, result.added], ["stored", 80]);
    assert.equal((await api.post(`/api/v1${path}/confirm`)).status, 200);
    const undone = await (await api.post(`/api/v1${path}/undo`)).json();
    assert.deepEqual(undone, { removed: 80, restored: 0, kept: 0 });
    assert.equal((await app.database.owner`select from ev_charging_session`).length, 0);
  });

  it("names what has to be chosen, and keeps nothing then", async () => {
    const refused = await send("Start Time,Duration\n01/02/2026 10:00,90\n", "&zone=UTC");
    assert.equal(refused.status, 422);
    const { errors } = await refused.json();
    assert.deepEqual(errors.map(({ parameter }: { parameter: string }) => parameter), ["dates"]);
    const unit = await send("Start Time,Duration\n01/02/2026 10:00,90\n", "&zone=UTC&dates=dmy");
    assert.match(await unit.text(), /"column":"Duration"/);
    const { owner } = app.database;
    const kept = await owner`select from app.charging_imports where state <> 'undone'`;
    assert.equal(kept.length, 0);
  });
});
