import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { insertSession } from "../../support/charging_sessions.ts";
import { chargingThings } from "../../support/charging_things.ts";
import { type Forms, formsOf } from "../../support/forms.ts";

let app: TestApp;
let shown: Forms["shown"], post: Forms["post"], refused: Forms["refused"];
beforeAll(async () => {
  app = await testApp();
  ({ shown, post, refused } = formsOf(app, app.cast.alice));
});
afterAll(() => app.close());

const group = () => app.cast.alice.site_group_uuid;
const idOf = async (name: string) => {
  const { owner } = app.database;
  const [row] = await owner<{ id: number }[]>`
    select id from ev_charging_networks where network_name = ${name}
      and site_group_uuid = ${group()}
    union all select id from ev_location_lookup where location_name = ${name}
      and site_group_uuid = ${group()}`;
  return row!.id;
};
const session = (facts: Record<string, unknown>) =>
  insertSession(app.database.owner, app.cast.alice, {
    energy_kwh: 10,
    session_start_utc: "2026-06-20T06:00:00Z",
    ...facts,
  });
const costOf = async (session_id: string) => {
  const [row] = await app.database.owner`
    select shown_cost, shown_cost_source from ev_charging_session where session_id = ${session_id}`;
  const { shown_cost: cost, shown_cost_source: source } = row!;
  return [cost === null ? null : Number(cost), source];
};

describe("networks", () => {
  it("are none at first, filled in by a known one, and added once", async () => {
    assert.match((await shown("/charging/networks")).text(), /No networks yet/);
    const filled = await shown("/charging/networks?brand=IONITY");
    assert.deepEqual(
      [filled.field("network_name"), filled.field("cost_per_kwh"), filled.field("color")],
      ["IONITY", "0.79", "#37474f"],
    );
    const form = { network_name: "IONITY", cost_per_kwh: "0,79", form_key: crypto.randomUUID() };
    await Promise.all([post("/charging/networks", form), post("/charging/networks", form)]);
    const rows = (await shown("/charging/networks")).rows();
    assert.deepEqual(rows, [["IONITY", "0.79", "0", "0"]]);
    assert.match(
      (await refused("/charging/networks", { network_name: "ionity" })).network_name!,
      /already/,
    );
  });

  it("decide what sessions cost, by their days and subscriptions", async () => {
    const id = await idOf("IONITY");
    const one = await session({ network_id: id });
    assert.deepEqual(await costOf(one), [7.9, "network_rate"]);
    const path = `/charging/networks/${id}`;
    await post(`${path}/rates/new`, { cost_per_kwh: "0.5", valid_from: "2026-06-01" });
    assert.deepEqual(await costOf(one), [5, "network_rate"]);
    assert.deepEqual(
      Object.keys(
        await refused(`${path}/rates/new`, { cost_per_kwh: "1", valid_to: "2026-06-01" }),
      ),
      ["valid_from"],
    );
    const subscription = { member_rate: "0.3", start_date: "2026-06-20", monthly_fee: "9" };
    await post(`${path}/subscriptions/new`, subscription);
    assert.deepEqual(await costOf(one), [3, "member_rate"]);
    assert.deepEqual(
      Object.keys(
        await refused(`${path}/subscriptions/new`, { ...subscription, end_date: "2026" }),
      ),
      ["end_date"],
    );
    const page = await shown(path);
    const [edit] = page.attributes("href", "a[href*='/subscriptions/']:not([href$='new'])");
    await post(edit!, { ...subscription, end_date: "2026-06-20", member_rate: "0" });
    assert.deepEqual(await costOf(one), [0, "member_rate"]);
    await post(`${edit}/remove`);
    await post(`${path}/edit`, { network_name: "IONITY", cost_per_kwh: "", is_free: "on" });
    assert.deepEqual(await costOf(one), [0, "free_network"]);
  });

  it("are merged with their sessions and locations, or become a location", async () => {
    await post("/charging/networks", { network_name: "Ionity EU", cost_per_kwh: "0.2" });
    const [old, into] = [await idOf("IONITY"), await idOf("Ionity EU")];
    const path = `/charging/networks/${old}`;
    assert.match((await shown(`${path}/merge`)).text(), /1 session and 0 locations/);
    assert.ok((await refused(`${path}/merge`, { into: String(old) })).into);
    assert.equal(await post(`${path}/merge`, { into: String(into) }), `/charging/networks/${into}`);
    const [row] = await app.database.owner`
      select session_id from ev_charging_session where network_id = ${into}`;
    assert.deepEqual(await costOf(row!.session_id), [2, "network_rate"]);
    assert.equal((await as(app, app.cast.alice).get(path)).status, 404);

    await post("/charging/networks", { network_name: "Town", cost_per_kwh: "0.4" });
    const made = await post(`/charging/networks/${into}/make-location`, {
      into: String(await idOf("Town")),
    });
    assert.match(made, /^\/charging\/locations\/\d+$/);
    assert.match((await shown(made)).text(), /Ionity EU.*Town.*0\.20/);
    assert.deepEqual(await costOf(row!.session_id), [2, "location_rate"]);
  });

  it("leave their sessions without a known cost when they are deleted", async () => {
    const [network, place] = [await idOf("Town"), await idOf("Ionity EU")];
    const one = await session({ network_id: network });
    assert.match((await shown(`/charging/networks/${network}/remove`)).text(), /2 sessions/);
    await post(`/charging/networks/${network}/remove`);
    assert.deepEqual(await costOf(one), [null, null]);
    await post(`/charging/locations/${place}/remove`);
    assert.match((await shown("/charging/locations")).text(), /No locations yet/);
  });
});

describe("locations", () => {
  it("are where their site is, and cost what they say", async () => {
    const { plant } = app.cast.sites;
    await post("/charging/locations", {
      location_name: "Yard",
      location_type: "work",
      site_uuid: plant,
      cost_per_kwh: "0.1",
      latitude: "1",
      longitude: "2",
    });
    const id = await idOf("Yard");
    const [site] = await app.database.owner`select latitude from sites where site_uuid = ${plant}`;
    const text = (await shown(`/charging/locations/${id}`)).text();
    assert.ok(text.includes(Number(site!.latitude).toFixed(5)), text);
    const one = await session({ location_id: id });
    assert.deepEqual(await costOf(one), [1, "location_rate"]);
    await post(`/charging/locations/${id}/rates/new`, { cost_per_kwh: "0.3", session_fee: "1" });
    assert.deepEqual(await costOf(one), [4, "location_rate"]);
  });

  it("that become a site take along their sessions that are at none", async () => {
    const { plant, bare } = app.cast.sites;
    await post("/charging/locations", { location_name: "Roof" });
    const id = await idOf("Roof");
    const [one, other] = [
      await session({ location_id: id }),
      await session({ location_id: id, site_uuid: bare }),
    ];
    await post(`/charging/locations/${id}/edit`, { location_name: "Roof", site_uuid: plant });
    const rows = await app.database.owner`
      select session_id, site_uuid from ev_charging_session where location_id = ${id}`;
    const sites = new Map(rows.map(({ session_id, site_uuid }) => [session_id, site_uuid]));
    assert.deepEqual([sites.get(one), sites.get(other)], [plant, bare]);
  });

  it("refuse a stranger's site and network at their fields, and half a place", async () => {
    const { network } = await chargingThings(app, app.cast.charlie);
    const form = { location_name: "Attack", latitude: "1" };
    assert.deepEqual(Object.keys(await refused("/charging/locations", form)), ["longitude"]);
    const theirs = { network_id: String(network), site_uuid: app.cast.sites.turbine };
    const fields = ["network_id", "site_uuid"];
    const attack = { location_name: "Attack", ...theirs };
    assert.deepEqual(Object.keys(await refused("/charging/locations", attack)), fields);
    const edit = `/charging/locations/${await idOf("Yard")}/edit`;
    assert.deepEqual(Object.keys(await refused(edit, attack)), fields);
    const huge = { location_name: "Attack", network_id: "99999999999" };
    assert.deepEqual(Object.keys(await refused("/charging/locations", huge)), ["network_id"]);
  });

  it("have exactly one charger that is usually used", async () => {
    const id = await idOf("Yard");
    const path = `/charging/locations/${id}`;
    const usual = async () => {
      const rows = await app.database.owner`
        select stall_label from ev_charger_stalls where location_id = ${id} and is_default`;
      return rows.map(({ stall_label }) => stall_label);
    };
    for (const stall_label of ["A", "B", "C"]) {
      await post(`${path}/stalls/new`, { stall_label, charger_type: "L2", rated_kw: "11" });
    }
    assert.deepEqual(await usual(), ["A"]);
    const [, b, c] = await app.database.owner`
      select id from ev_charger_stalls where location_id = ${id} order by stall_label`;
    await post(`${path}/stalls/${b!.id}/default`);
    assert.deepEqual(await usual(), ["B"]);
    await post(`${path}/stalls/${c!.id}`, { stall_label: "C", is_default: "on" });
    assert.deepEqual(await usual(), ["C"]);
    await post(`${path}/stalls/${c!.id}/remove`);
    assert.deepEqual(await usual(), ["A"]);
  });
});

describe("what programs made", () => {
  it("is reviewed: confirmed, corrected or deleted", async () => {
    await app.database.owner`
      insert into ev_charging_networks (network_name, is_verified, source_system, site_group_uuid)
      values ('New <1>', false, 'import', ${group()}), ('New 2', false, 'import', ${group()})`;
    const names = async () => (await shown("/charging/review")).rows().map(([name]) => name);
    assert.deepEqual((await names()).sort(), ["New 2", "New <1>"]);
    await post(`/charging/networks/${await idOf("New <1>")}/confirm`);
    await post(`/charging/networks/${await idOf("New 2")}/edit`, { network_name: "Corrected" });
    assert.match((await shown("/charging/review")).text(), /Nothing to review/);
  });
});

describe("settings of charging", () => {
  it("are kept for the group, and refused with a sentence", async () => {
    const form = {
      currency: "chf",
      petrol_unit: "litre",
      petrol_price: "1,85",
      petrol_consumption: "6.4",
      efficiency_unit: "kWh/100 km",
      place_metres: "50",
    };
    await post("/charging/settings", form);
    const page = await shown("/charging/settings");
    assert.deepEqual(
      [page.field("currency"), page.field("petrol_price"), page.field("petrol_consumption")],
      ["CHF", "1.85", "6.4"],
    );
    await post("/charging/settings", { ...form, time_zone: "Europe/Zurich" });
    assert.equal((await shown("/charging/settings")).field("time_zone"), "Europe/Zurich");
    await post("/charging/settings", { ...form, time_zone: "" });
    assert.match((await shown("/charging/settings")).text(), /Empty: Indian\/Reunion/);
    const wrong = {
      ...form,
      time_zone: "Mars/Base",
      currency: "€",
      petrol_price: "1e400",
      place_metres: "0",
    };
    assert.deepEqual(Object.keys(await refused("/charging/settings", wrong)), [
      "currency",
      "time_zone",
      "petrol_price",
      "place_metres",
    ]);
    assert.match(
      (await shown("/charging/networks/" + await idOf("Corrected"))).text(),
      /not known/,
    );
  });
});

describe("lists of more than 100 networks and locations", () => {
  it("are shown page by page, each row once", async () => {
    const { owner } = app.database;
    await owner`
      insert into ev_charging_networks (network_name, site_group_uuid)
      select 'Many ' || n, ${group()} from generate_series(1, 101) n`;
    await owner`
      insert into ev_location_lookup (location_name, site_group_uuid)
      select 'Many ' || n, ${group()} from generate_series(1, 101) n`;
    for (const path of ["/charging/networks", "/charging/locations"]) {
      const first = await shown(path);
      assert.equal(first.rows().length, 100);
      assert.ok(first.has(`#next-page[href="${path}?page=2"]`));
      const second = await shown(`${path}?page=2`);
      const names = [first, second].flatMap((page) => page.rows()).map(([name]) => name);
      assert.equal(new Set(names).size, names.length);
      assert.equal(names.filter((name) => name!.startsWith("Many ")).length, 101);
      assert.ok(!second.has("#next-page"));
      assert.match((await shown(`${path}?page=9`)).text(), /Back to the first page/);
    }
    await owner`delete from ev_location_lookup where location_name like 'Many %'`;
    await owner`delete from ev_charging_networks where network_name like 'Many %'`;
  });
});
