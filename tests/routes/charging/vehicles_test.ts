import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp } from "../../support/app.ts";
import { insertSession } from "../../support/charging_sessions.ts";
import { formsOf } from "../../support/forms.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

describe("vehicles", () => {
  it("are added, shown with their charge of a day, renamed and deleted", async () => {
    const { shown, post, refused } = formsOf(app, app.cast.alice);
    await post("/charging/vehicles", { display_name: "Van", device_id: "van/1", year: "2024" });
    const { owner } = app.database;
    await owner`
      insert into ev_battery_status (device_id, recorded_at, hv_battery_soc, hv_battery_range,
        site_group_uuid)
      values ('van/1', '2026-06-20T06:00:00Z', 55, 210, ${app.cast.alice.site_group_uuid}),
        ('van/1', '2026-06-20T09:00:00Z', 80, 300, ${app.cast.alice.site_group_uuid})`;
    const one = await insertSession(app.database.owner, app.cast.alice, {
      device_id: "van/1",
      energy_kwh: 10,
    });
    assert.deepEqual((await shown("/charging/vehicles")).rows()[0]!.slice(0, 4), [
      "Van",
      "2024",
      "80 %",
      "300 km",
    ]);
    const path = "/charging/vehicles/van%2F1";
    const page = await shown(path);
    assert.deepEqual(page.rows("details tbody tr").map(([, soc]) => soc), ["55 %", "80 %"]);
    assert.equal(page.count(".charge-chart circle"), 2);
    assert.match((await shown(`${path}?day=2026-06-21`)).text(), /No state of charge/);
    assert.equal(
      await post(`${path}/edit`, { display_name: "Bus", device_id: "bus", vin: "X" }),
      "/charging/vehicles/bus",
    );
    const [moved] = await owner`
      select device_id from ev_charging_session where session_id = ${one}`;
    assert.equal(moved!.device_id, "bus");
    await post("/charging/vehicles", { display_name: "Other", device_id: "other" });
    const taken = { display_name: "Other", device_id: "bus", vin: "X" };
    const fields = Object.keys(await refused("/charging/vehicles/other/edit", taken));
    assert.deepEqual(fields, ["device_id", "vin"]);
    assert.match((await shown("/charging/vehicles/bus/remove")).text(), /2 readings.*1 session/);
    await post("/charging/vehicles/bus/remove");
    const left =
      await owner`select 1 from ev_battery_status where site_group_uuid = ${app.cast.alice.site_group_uuid}`;
    assert.equal(left.length, 0);
  });
});
