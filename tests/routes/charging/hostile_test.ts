import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import { placesIn, problemOf } from "../../support/problem.ts";

const SESSIONS = "/api/v1/charging/sessions";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const api = () => withToken(app, app.cast.alice.token);

describe("values of charging that nothing can show", () => {
  it("refuses times beyond 1900 to 2099 and offsets that are none, at their row and field", async () => {
    const times = [
      "0000-01-01T00:00:00Z",
      "0001-01-01T00:00:00+14:00",
      "9999-12-31T23:59:59-14:00",
      "2100-01-01T00:00:00Z",
      "2026-01-01T00:00:00+23:59",
    ];
    for (const field of ["session_start_utc", "session_end_utc"]) {
      const sessions = times.map((time) => ({ energy_kwh: 1, [field]: time }));
      const { errors } = await problemOf(await api().post(SESSIONS, { sessions }), 422);
      assert.deepEqual(
        placesIn({ errors }),
        times.map((_, i) => `sessions.${i}.${field}`),
      );
    }
  });

  it("refuses numbers that nothing can be divided by", async () => {
    for (const field of ["energy_kwh", "evse_energy_kwh", "miles_added", "charger_rated_kw"]) {
      const sessions = [{ energy_kwh: 1, miles_added: 1e9, cost: 1e9, [field]: 1e-300 }];
      const { errors } = await problemOf(await api().post(SESSIONS, { sessions }), 422);
      assert.deepEqual(placesIn({ errors }), [`sessions.0.${field}`]);
    }
  });

  it("names the parameter that contains NUL", async () => {
    for (const name of ["vehicle", "type", "location_type"]) {
      for (const path of [SESSIONS, "/api/v1/charging/costs", "/api/v1/charging/energy"]) {
        const { errors } = await problemOf(await api().get(`${path}?${name}=%00`), 422);
        assert.deepEqual(placesIn({ errors }), [name]);
      }
    }
  });

  it("shows the list under a filter of more values than it takes", async () => {
    const person = as(app, app.cast.alice);
    for (const name of ["site", "vehicle", "network"]) {
      const values = Array.from({ length: 1001 }, (_, at) => [
        name,
        name === "site" ? crypto.randomUUID() : String(at + 1),
      ]);
      const response = await person.get(`/charging?${new URLSearchParams(values)}`);
      assert.equal(response.status, 200, name);
      await response.body?.cancel();
    }
  });
});
