import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { sampleSessions } from "../../../service/demo/charging.ts";
import * as demo from "../../../sql/charging/demo.ts";
import { keepAll } from "../../../sql/charging/group_zones.ts";
import { as, type TestApp, testApp } from "../../support/app.ts";
import type { Person } from "../../support/cast.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  for (const { site_group_uuid } of [app.cast.alice, app.cast.charlie]) {
    const sessions = await sampleSessions();
    await demo.store(app.database.owner, site_group_uuid, {
      settings: {},
      networks: [...new Set(sessions.map(({ network }) => network))]
        .map((network_name) => ({ network_name, cost_per_kwh: null, color: null })),
      locations: [],
      vehicles: [],
      sessions,
    });
  }
});
afterAll(() => app.close());

async function asked(path: string, person: Person = app.cast.alice, status = 200) {
  const response = await app.fetch(`/api/v1/charging/${path}`, {
    headers: { authorization: `Bearer ${person.token}` },
  });
  assert.equal(response.status, status);
  return await response.json();
}

const near = (found: number, expected: number, digits = 6) =>
  assert.equal(found.toFixed(digits), expected.toFixed(digits));

describe("the sums of the sample's sessions", () => {
  it("are what was paid, in one currency, for each group alone", async () => {
    for (const person of [app.cast.alice, app.cast.charlie]) {
      const { totals } = await asked("costs", person);
      assert.deepEqual(totals, [{
        currency: "USD",
        sessions: 80,
        energy_kwh: 1710.2,
        cost: 405.26,
        actual_sessions: 80,
        actual_cost: 405.26,
        estimated_sessions: 0,
        estimated_cost: 0,
        free_sessions: 26,
        free_energy_kwh: 283.6,
        unknown_sessions: 0,
      }]);
    }
  });

  it("are listed by network, location, vehicle, site and month", async () => {
    interface Row {
      key: string | null;
      name: string | null;
      sessions: number;
      energy_kwh: number;
      cost: number;
    }
    const rows = async (by: string) => (await asked(`costs?by=${by}`)).rows as Row[];
    const networks = await rows("network");
    assert.equal(networks.length, 13);
    const { name, sessions, energy_kwh, cost } = networks[0]!;
    assert.deepEqual([name, sessions, energy_kwh, cost], ["Home", 32, 661.2, 101.82]);
    assert.deepEqual(
      (await rows("month")).map((row) => [row.key, row.sessions, row.energy_kwh, row.cost]),
      [
        ["2025-01", 7, 144, 36.14],
        ["2025-02", 7, 151.9, 38.07],
        ["2025-03", 8, 165.3, 35.51],
        ["2025-04", 7, 134.8, 29.41],
        ["2025-05", 8, 170.1, 40.99],
        ["2025-06", 7, 180.6, 46.28],
        ["2025-07", 8, 156.5, 32.06],
        ["2025-08", 8, 166.3, 44.62],
        ["2025-09", 7, 151.1, 29.68],
        ["2025-10", 8, 175.4, 42.55],
        ["2025-11", 5, 114.2, 29.95],
      ],
    );
    assert.equal((await rows("location")).length, 14);
    assert.deepEqual((await rows("site")).map(({ key }) => key), [null]);
    assert.deepEqual((await rows("vehicle")).map(({ key }) => key), ["demo_lightning_showcase"]);
  });

  it("are compared with petrol and with a rate, also without the free sessions", async () => {
    const { petrol, reference } = await asked("costs?reference_rate=0.3");
    near(petrol.other_cost, 458.225);
    near(petrol.saved, 52.965);
    near(petrol.saved_share * 100, 11.558732);
    near(reference.with_free.other_cost, 513.06);
    near(reference.without_free.other_cost, 0.3 * (1710.2 - 283.6));
    near(reference.without_free.cost, 405.26);
    assert.equal((await asked("costs")).reference, null);
    await asked("costs?reference_rate=much", app.cast.alice, 422);
    await asked("costs?by=colour", app.cast.alice, 422);
  });

  it("have energies by type, with efficiency, loss and no sun, as they are at no site", async () => {
    const found = await asked("energy");
    assert.deepEqual(found.types, [
      { charge_type: "AC", sessions: 64, energy_kwh: 1022.6 },
      { charge_type: "DC", sessions: 16, energy_kwh: 687.6 },
    ]);
    assert.equal(found.efficiency.sessions, 80);
    near(found.efficiency.mean, 2.178345);
    near(found.efficiency.best, 2.404762);
    near(found.efficiency.worst, 2.008646);
    near(found.loss.loss_kwh, 133.34);
    near(found.loss.mean_share * 100, 7.73876);
    assert.equal(found.loss.utilisation, null);
    assert.deepEqual([found.sun.share, found.sun.measured_sessions], [null, 0]);
    assert.equal(found.months.length, 11);
    assert.equal(found.rolling.length, 80);
    const last = found.rolling.slice(-10) as { efficiency: number; rolling: number }[];
    near(last.at(-1)!.rolling, last.reduce((sum, { efficiency }) => sum + efficiency, 0) / 10);
  });

  it("have the efficiency in other units, of which less is better for kWh/100 km", async () => {
    const of = async (unit: string) =>
      (await asked(`energy?efficiency_unit=${encodeURIComponent(unit)}`)).efficiency;
    const [miles, km, per100] = [await of("mi/kWh"), await of("km/kWh"), await of("kWh/100 km")];
    near(km.mean, miles.mean * 1.609344);
    near(per100.best, 100 / km.best);
    near(per100.worst, 100 / km.worst);
  });
});

describe("the pages of costs and energy", () => {
  const alice = () => as(app, app.cast.alice);

  it("show sums, a table with links, and what it would have cost", async () => {
    const html = await page(alice().get("/charging/costs?reference_rate=0.3"));
    assert.match(html.texts(".report-figures > div")[0]!, /405\.26 USD/);
    assert.equal(html.rows("table.list tbody tr").length, 13);
    assert.match(html.text("[aria-labelledby=compared-heading]"), /458\.23 USD instead of 405\.26/);
    const months = await page(alice().get("/charging/costs?by=month"));
    assert.ok(months.has("svg.energy-chart"));
    assert.equal((await alice().get("/charging/costs?reference_rate=x")).status, 422);
  });

  it("are limited by the menus that the list has, and by chips that take a limit off", async () => {
    for (const path of ["/charging/costs?by=vehicle&type=DC", "/charging/energy?type=DC"]) {
      const html = await page(alice().get(path));
      const [type] = html.all("input[name='type'][checked]");
      assert.equal(type!.attribute("value"), "DC");
      assert.equal(html.all("input[name='network']").length, 13);
      const kept = path.startsWith("/charging/costs") ? "?by=vehicle" : "";
      assert.deepEqual(html.texts("#chip-type-0"), ["Take off Type: DC"]);
      assert.equal(
        html.one("#chip-type-0").attribute("href"),
        path.slice(0, path.indexOf("?")) + kept,
      );
    }
  });

  it("show energies by type and month, and never 0 % of what was not measured", async () => {
    const html = await page(alice().get("/charging/energy"));
    assert.match(html.text(".report-figures"), /1,022\.6 kWh/);
    assert.match(html.text(".report-figures"), /not measured/);
    assert.equal(html.all("svg.energy-chart").length, 2);
  });

  it("say so where there is no session, and take the filter of the list", async () => {
    for (const path of ["costs", "energy"]) {
      const html = await page(alice().get(`/charging/${path}?from=2024-01-01&to=2024-02-01`));
      assert.match(html.text(), /No sessions/);
    }
    const dc = await asked("costs?type=DC&from=2025-02-01&to=2025-02-28");
    assert.ok(dc.totals[0].sessions < 7);
  });
});

describe("costs of what is estimated, unknown and in other currencies", () => {
  it("stand apart, with the savings and fees of subscriptions", async () => {
    const { owner } = app.database;
    const { bob: { site_group_uuid } } = app.cast;
    await owner`delete from ev_charging_session where site_group_uuid = ${site_group_uuid}`;
    const [network] = await owner<{ id: number }[]>`
      insert into ev_charging_networks (network_name, cost_per_kwh, site_group_uuid)
      values ('Member', 0.48, ${site_group_uuid}) returning id`;
    await owner`
      insert into ev_network_subscriptions (network_id, member_rate, monthly_fee, start_date,
        end_date, site_group_uuid)
      values (${network!.id}, 0.36, 7, '2026-05-15', '2026-06-10', ${site_group_uuid})`;
    const add = (columns: object) =>
      owner`insert into ev_charging_session ${
        owner({ device_id: "van", site_group_uuid, ...columns })
      }`;
    const at = { session_start_utc: "2026-06-01T12:00:00Z", energy_kwh: 50 };
    await add({ ...at, network_id: network!.id });
    await add({ ...at, cost: 12 });
    await add({ ...at, cost: 9, currency: "CHF" });
    await add(at);
    const { totals, reference, subscriptions } = await asked("costs", app.cast.bob);
    assert.deepEqual(
      totals.map((one: Record<string, unknown>) => [
        one.currency,
        one.cost,
        one.actual_cost,
        one.estimated_cost,
        one.unknown_sessions,
      ]),
      [[null, 30, 12, 18, 1], ["CHF", 9, 9, 0, 0]],
    );
    assert.deepEqual(
      [reference.rate, reference.network_name, reference.with_free.other_cost],
      [0.48, "Member", 48],
    );
    const [one] = subscriptions;
    assert.deepEqual([one.sessions, one.saved, one.months, one.fees, one.net], [1, 6, 2, 14, -8]);
    const html = await page(as(app, app.cast.bob).get("/charging/costs"));
    assert.ok(html.has('a[href="/charging?cost=unknown"]'));
  });
});

describe("the local day of a session at no site", () => {
  const pathname = "/api/v1/charging/settings";
  const send = async (path: string, method: string, body: unknown, status = 200) => {
    const response = await app.fetch(path, {
      method,
      headers: {
        authorization: `Bearer ${app.cast.charlie.token}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
    });
    assert.equal(response.status, status, await response.clone().text());
    return await response.json();
  };
  const setZone = (time_zone: string | null) => send(pathname, "PATCH", { time_zone });
  /** The day by the filter of the list, its month by the costs, and the day that is kept. */
  const days = async () => {
    const listed: string[] = [];
    for (const day of ["2026-06-30", "2026-07-01"]) {
      const { sessions } = await asked(`sessions?from=${day}&to=${day}`, app.cast.charlie);
      if (sessions.length > 0) listed.push(day);
    }
    const { rows } = await asked("costs?by=month&from=2026-01-01", app.cast.charlie);
    const [kept] = await app.database.owner<{ local_day: string }[]>`
      select local_day::text from ev_charging_session where device_id = 'late'`;
    return [...listed, rows[0].key, kept!.local_day];
  };
  const june = ["2026-06-30", "2026-06", "2026-06-30"];
  const july = ["2026-07-01", "2026-07", "2026-07-01"];

  it("is that of the first site, else of the setting, in lists, costs and kept days alike", async () => {
    const late = { device_id: "late", energy_kwh: 1, cost: 2 };
    const times = { session_start_utc: "2026-06-30T23:30:00Z" };
    await send("/api/v1/charging/sessions", "POST", { sessions: [{ ...late, ...times }] }, 201);
    assert.deepEqual(await days(), july); // Orkney, in summer time
    const { time_zone } = await setZone("America/New_York");
    assert.equal(time_zone, "America/New_York");
    assert.deepEqual(await days(), june);
    await setZone("Asia/Tokyo");
    assert.deepEqual(await days(), july);
    for (const wrong of ["Nowhere/Else", "+02:00", "CEST", ""]) {
      await send(pathname, "PATCH", { time_zone: wrong }, 422);
    }
    await setZone(null);
    assert.deepEqual(await days(), july);
  });

  it("follows the first site when its zone changes, within a minute for all of them", async () => {
    const { owner } = app.database;
    await owner`
      update sites set time_zone = 'Atlantic/Azores' where site_uuid = ${app.cast.sites.turbine}`;
    assert.deepEqual(await days(), july);
    await keepAll(owner);
    assert.deepEqual(await days(), june);
    assert.equal(await keepAll(owner), 0);
  });

  it("passes over texts that name no zone, as SQL and pages do", async () => {
    const { owner } = app.database;
    for (const wrong of ["CEST", "FOO-9", "+09:00", "Foo/Bar", "Foo/Bar-9"]) {
      await owner`
        update app_settings set value = ${wrong}
        where key = 'user_timezone' and site_group_uuid = ${app.cast.charlie.site_group_uuid}`;
      assert.deepEqual(await days(), june, wrong);
    }
  });
});
