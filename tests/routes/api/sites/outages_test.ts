import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const path = (rest = "") => `/api/v1/sites/${app.cast.sites.plant}/outages${rest}`;
const api = (token = app.cast.alice.token) => withToken(app, token);
const NEW = { kind: "curtailment", start_utc: "2026-06-21T08:00:00+02:00", text: "Grid" };

describe("the outages of a site by the API", () => {
  it("are marked, changed, removed and put back, with times in UTC", async () => {
    const response = await api().post(path(), NEW);
    assert.equal(response.status, 201);
    const made = await response.json();
    assert.deepEqual(made, {
      outage_uuid: made.outage_uuid,
      created_utc: made.created_utc,
      kind: "curtailment",
      start_utc: "2026-06-21T06:00:00Z",
      end_utc: null,
      text: "Grid",
      removed_utc: null,
    });
    const one = path(`/${made.outage_uuid}`);
    const changed = await api().patch(one, { end_utc: "2026-06-21T10:00:00+02:00" });
    assert.equal((await changed.json()).end_utc, "2026-06-21T08:00:00Z");
    assert.equal((await api().delete(one)).status, 204);
    const { outages } = await (await api().get(path())).json();
    assert.notEqual(outages[0].removed_utc, null);
    const back = await (await api().patch(one, { removed: false })).json();
    assert.deepEqual([back.removed_utc, back.text], [null, "Grid"]);
    const [theirs] = (await (await api(app.cast.ada.token).get(path())).json()).outages;
    assert.deepEqual([theirs.start_utc, theirs.text], ["2026-06-21T06:00:00Z", null]);
  });

  it("are refused when they are wrong, by field, and change nothing", async () => {
    const wrong = { kind: "storm", start_utc: "2026-06-21", text: "x".repeat(1001) };
    assert.deepEqual(await fieldsWrong(await api().post(path(), wrong)), [
      "kind",
      "start_utc",
      "text",
    ]);
    const backwards = { ...NEW, end_utc: "2026-06-21T06:00:00Z" };
    assert.deepEqual(await fieldsWrong(await api().post(path(), backwards)), ["end_utc"]);
    const { outages: [first] } = await (await api().get(path())).json();
    const early = { start_utc: "2026-06-22T00:00:00Z" };
    const refused = await api().patch(path(`/${first.outage_uuid}`), early);
    assert.deepEqual(await fieldsWrong(refused), ["end_utc"]);
    await problemOf(await api().delete(path(`/${crypto.randomUUID()}`)), 404);
    assert.deepEqual((await (await api().get(path())).json()).outages, [first]);
  });
});
