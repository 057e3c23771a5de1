import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const path = (rest = "") => `/api/v1/sites/${app.cast.sites.plant}/inverters${rest}`;
const api = (token = app.cast.alice.token) => withToken(app, token);

describe("the inverters of a site by the API", () => {
  it("are added, listed and removed by its group", async () => {
    const north = { name: "North", maker: "Maker", ac_kw: 12.5 };
    const response = await api().post(path(), north);
    assert.equal(response.status, 201);
    const made = await response.json();
    assert.deepEqual(made, {
      ...north,
      inverter_uuid: made.inverter_uuid,
      created_utc: made.created_utc,
    });
    const { inverters } = await (await api(app.cast.bob.token).get(path())).json();
    assert.deepEqual(inverters, [made]);
    assert.equal((await api().delete(path(`/${made.inverter_uuid}`))).status, 204);
    await problemOf(await api().delete(path(`/${made.inverter_uuid}`)), 404);
    assert.deepEqual(await (await api().get(path())).json(), { inverters: [], next_cursor: null });
  });

  it("are refused when they are wrong, by field", async () => {
    assert.deepEqual(await fieldsWrong(await api().post(path(), { ac_kw: "12" })), [
      "name",
      "ac_kw",
    ]);
    assert.deepEqual(await fieldsWrong(await api().delete(path("/nothing"))), ["inverter_uuid"]);
  });

  it("are neither for strangers nor for tokens that may only read", async () => {
    const made = await (await api().post(path(), { name: "South" })).json();
    const { charlie, alice } = app.cast;
    await problemOf(await api(charlie.token).get(path()), 404);
    await problemOf(await api(charlie.token).post(path(), { name: "Mine" }), 404);
    await problemOf(await api(charlie.token).delete(path(`/${made.inverter_uuid}`)), 404);
    await problemOf(await api(alice.readToken).post(path(), { name: "Mine" }), 403);
    await problemOf(await api(alice.readToken).delete(path(`/${made.inverter_uuid}`)), 403);
    const { inverters } = await (await api().get(path())).json();
    assert.deepEqual(inverters, [made]);
  });
});
