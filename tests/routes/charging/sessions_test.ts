import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { insertNetwork, insertSession } from "../../support/charging_sessions.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
let network: number;
let first: string;
let second: string;
let third: string;

beforeAll(async () => {
  app = await testApp();
  const { database: { owner }, cast: { alice, charlie, sites } } = app;
  network = await insertNetwork(owner, alice, "Green", 0.36);
  first = await insertSession(owner, alice, {
    session_start_utc: "2026-06-20T06:00:00Z",
    session_end_utc: "2026-06-20T07:05:00Z",
    energy_kwh: 50,
    network_id: network,
    location_name: "Car park",
    location_type: "public",
    charge_type: "AC",
    site_uuid: sites.plant,
  });
  second = await insertSession(owner, alice, {
    session_start_utc: "2026-06-01T06:00:00Z",
    energy_kwh: 10.5,
    cost: 3.21,
    cost_source: "imported",
    charge_type: "DC",
    location_name: "<b>Motorway</b>",
    currency: "CHF",
  });
  third = await insertSession(owner, alice, { energy_kwh: 7 });
  await insertSession(owner, charlie, { energy_kwh: 99, location_name: "Charlie's" });
});
afterAll(() => app.close());

const list = (query = "") => page(as(app, app.cast.alice).get(`/charging${query}`));
const order = async (query: string) =>
  (await list(query)).all("tbody th a").map((link) => link.attribute("href")!.slice(10, 46));

describe("the list of charging sessions", () => {
  it("shows the group's sessions and their sums, each currency for itself", async () => {
    const shown = await list();
    assert.deepEqual(shown.rows("table.sessions tbody tr").map((row) => row.slice(1)), [
      [
        "20 Jun 2026, 10:00",
        "Car park",
        "Green",
        "AC",
        "50.0 kWh",
        "1 h 05 min",
        "~18.00 EUR",
        "",
      ],
      ["1 Jun 2026, 10:00", "<b>Motorway</b>", "", "DC", "10.5 kWh", "", "3.21 CHF", ""],
      ["no start known", "", "", "", "7.0 kWh", "", "not known", ""],
    ]);
    assert.deepEqual(shown.texts(".totals strong"), ["3", "67.5 kWh", "3.21 CHF 18.00 EUR", "–"]);
    assert.match(shown.text(".totals"), /1 without a known cost/);
    assert.ok(!shown.source.includes("Charlie"));
  });

  it("sorts by each column, with what is not known last, both ways", async () => {
    const known: Record<string, string[]> = {
      date: [second, first],
      energy: [third, second, first],
      cost: [second, first],
      network: [first],
      type: [first, second],
      duration: [first],
    };
    for (const [sort, ascending] of Object.entries(known)) {
      const rest = [first, second, third].filter((id) => !ascending.includes(id));
      const asc = await order(`?sort=${sort}&direction=asc`);
      assert.deepEqual(asc, [...ascending, ...rest], sort);
      const desc = await order(`?sort=${sort}&direction=desc`);
      assert.deepEqual(desc, [...ascending.toReversed(), ...rest], sort);
    }
    assert.deepEqual(await order("?sort=location&direction=asc"), [second, first, third]);
  });

  it("filters by time in the zone shown, and by several values each", async () => {
    assert.deepEqual(await order("?range=7d"), [first]);
    assert.deepEqual(await order("?range=ytd"), [first, second]);
    assert.deepEqual(await order("?from=2026-06-20&to=2026-06-20"), [first]);
    assert.deepEqual(await order("?from=2026-06-21"), []);
    assert.deepEqual(await order("?type=AC&type=DC"), [first, second]);
    assert.deepEqual(await order(`?network=${network}&location_type=public&vehicle=van`), [first]);
    assert.deepEqual(await order(`?site=${app.cast.sites.plant}&site=${app.cast.sites.bare}`), [
      first,
    ]);
    assert.deepEqual(await order("?cost=unknown"), [third]);
    // What cannot be read is left out.
    assert.equal((await order("?range=week&network=x&site=1&from=2026-13-01&page=0")).length, 3);
    assert.equal((await order("?from=2026-06-21&to=2026-06-20")).length, 3);
  });

  it("filters by the type of a session's location where it has no type of its own", async () => {
    const { owner } = app.database;
    const [place] = await owner`
      insert into ev_location_lookup (location_name, location_type, site_group_uuid)
      values ('Services', 'highway', ${app.cast.alice.site_group_uuid}) returning id`;
    await owner`
      update ev_charging_session set location_id = ${place!.id}, location_type = null
      where session_id = ${third}`;
    assert.deepEqual(await order("?location_type=highway"), [third]);
    assert.deepEqual(await order("?location_type=highway&location_type=public"), [first, third]);
    const boxes = (await list("")).all('input[name="location_type"]');
    assert.deepEqual(boxes.map((box) => box.attribute("value")).toSorted(), ["highway", "public"]);
    await owner`delete from ev_location_lookup where id = ${place!.id}`;
  });

  it("offers chips that take one value off each", async () => {
    const shown = await list("?type=AC&type=DC&range=ytd");
    const chips = shown.all(".chosen-filters .chip");
    assert.deepEqual(chips.map((chip) => chip.attribute("href")), [
      "/charging?range=ytd&type=DC",
      "/charging?range=ytd&type=AC",
    ]);
  });

  it("says what to do where there is nothing", async () => {
    assert.match((await list("?type=XX")).text(".empty"), /No sessions match.*Clear all filters/);
    assert.match((await list("?page=9")).text(".empty"), /Back to the first page/);
    const nobody = await page(as(app, app.cast.ada).get("/charging"));
    assert.match(nobody.text(".empty"), /No charging sessions yet.*Add a session/);
  });

  it("gives htmx the part alone, and an address without empty fields", async () => {
    const response = await as(app, app.cast.alice).part("/charging?from=&to=&type=AC", "sessions");
    assert.equal(response.headers.get("hx-push-url"), "/charging?type=AC");
    assert.ok(!(await page(response)).isWhole);
  });
});

describe("the page of a session", () => {
  const open = (id: string, query = "") =>
    page(as(app, app.cast.alice).get(`/charging/${id}${query}`));

  it("says what it cost and why, and who added it", async () => {
    const shown = await open(first);
    assert.equal(shown.text("h1"), "Charging on 20 Jun 2026, 10:00");
    assert.match(shown.text(".cost-cards"), /18\.00 EUR.*50 kWh × 0\.36/);
    assert.match(shown.text(".session-history"), /Added/);
    assert.match((await open(third)).text(".cost-cards"), /not known/);
  });

  it("leads to its neighbours in the list that it was reached from, over pages, too", async () => {
    const links = async (id: string, query = "") => {
      const shown = await open(id, query);
      return shown.all(".session-neighbours a").map((a) => a.attribute("href"));
    };
    assert.deepEqual(await links(second), [`/charging/${first}`, `/charging/${third}`]);
    const byEnergy = `?${new URLSearchParams({ list: "sort=energy&direction=asc" })}`;
    assert.deepEqual(await links(third, byEnergy), [`/charging/${second}${byEnergy}`]);
    const direct = `?${new URLSearchParams({ list: "type=DC" })}`;
    assert.deepEqual(await links(first, direct), [`/charging/${second}${direct}`]);
  });

  it("is there for its group alone", async () => {
    const { charlie } = app.cast;
    assert.equal((await as(app, charlie).get(`/charging/${first}`)).status, 404);
  });
});

describe("a page of a hundred sessions", () => {
  it("weighs at most 45 KB", async () => {
    const { database: { owner }, cast: { bob } } = app;
    await owner`
      insert into ev_charging_session (device_id, energy_kwh, charge_type, cost, network_id,
        location_name, session_start_utc, charge_duration_seconds, site_group_uuid)
      select 'van', 31.5 + n, 'AC', 12.25, ${network}, 'Motorway services ' || n,
        timestamptz '2025-06-20Z' + n * interval '1 day', 9000, ${bob.site_group_uuid}
      from generate_series(1, 100) n`;
    const shown = await list("?limit=100");
    assert.equal(shown.all("table.sessions tbody tr").length, 100);
    assert.ok(shown.source.length < 45_000, `${shown.source.length} characters`);
  });
});
