import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const FORM = {
  client_site_name: "Barn <b>",
  client_site_id: "",
  asset_type: "pv",
  capacity_kw: "4,5",
  inverter_capacity_kw: "",
  module_capacity_kw: "",
  latitude: "51.5",
  longitude: "-0.12",
  altitude_m: "",
  time_zone: "",
  measured_every_minutes: "",
  country: "uk",
  region: "",
  orientation: "180",
  tilt: "35",
  note: "",
  coordinates: "",
};

const add = (form: Record<string, string>) => as(app, app.cast.alice).post("/sites/new", form);

/** The form with another place than all sites before it. */
let places = 0;
const elsewhere = (form: Record<string, string> = {}) => ({
  ...FORM,
  latitude: String(40 + places++ / 100),
  country: "es",
  ...form,
});
const named = (name: string) =>
  app.database.owner`select * from sites where client_site_name = ${name}`;

/** Returns the sentence that the next page shows. */
async function said(response: Response): Promise<string> {
  assert.equal(response.status, 303, await response.clone().text());
  return decodeURIComponent(response.headers.get("set-cookie")!);
}

describe("the form for a new site", () => {
  it("shows and explains its defaults", async () => {
    const shown = await page(as(app, app.cast.alice).get("/sites/new"));
    const { orientation, country, tilt, form_key } = shown.fields("form.form");
    assert.deepEqual([orientation, country, tilt], ["", "", "35"]);
    assert.match(
      shown.text(),
      /If left empty, toward the equator: 180 in the north, 0 in the south/,
    );
    assert.match(shown.text(), /If left empty, the country of the coordinates/);
    assert.match(String(form_key), /^[0-9a-f-]{36}$/);
    const sites = await page(as(app, app.cast.alice).get("/sites"));
    assert.ok(sites.has('a[href="/sites/new"]'));
  });

  it("makes a site of one's group, with capacities by the site's own", async () => {
    const response = await add(FORM);
    assert.ok((await said(response)).includes("Added Barn <b>."));
    const [site] = await named("Barn <b>");
    assert.equal(response.headers.get("location"), `/sites/${site!.site_uuid}`);
    const { capacity_kw, inverter_capacity_kw, module_capacity_kw, longitude, note } = site!;
    assert.deepEqual([capacity_kw, inverter_capacity_kw, module_capacity_kw], [4.5, 4.5, 4.5]);
    assert.deepEqual([longitude, note], [-0.12, null]);
    const { bob, charlie } = app.cast;
    assert.equal((await as(app, bob).get(`/sites/${site!.site_uuid}`)).status, 200);
    assert.equal((await as(app, charlie).get(`/sites/${site!.site_uuid}`)).status, 404);
  });

  it("keeps what was typed and names every field that is wrong", async () => {
    const typed = { ...FORM, client_site_name: "Kept <i>", latitude: "", longitude: "200" };
    const wrong = { ...typed, capacity_kw: "many", note: "A <note>" };
    const response = await add(wrong);
    assert.equal(response.status, 422);
    const refused = await page(response);
    for (const field of ["latitude", "longitude", "capacity_kw"]) {
      assert.ok(refused.error(field), field);
      assert.ok(refused.has(`[role="alert"] a[href="#${field}"]`), field);
    }
    const { form_key: _, ...kept } = refused.fields("form.form");
    const unticked = { has_battery: [], is_tracked: [], is_curtailed: [] };
    assert.deepEqual(kept, { ...wrong, ...unticked });
    assert.equal((await named("Kept <i>")).length, 0);
  });

  it("keeps its boxes, and takes country and orientation from the coordinates", async () => {
    const sydney = { ...FORM, latitude: "-33.87", longitude: "151.21" };
    const form = { ...sydney, client_site_name: "Far", orientation: "", country: "" };
    assert.equal((await add({ ...form, has_battery: "on" })).status, 303);
    const [{ orientation, country, has_battery, is_tracked } = {}] = await named("Far");
    assert.deepEqual([orientation, country, has_battery, is_tracked], [0, "au", true, false]);
  });

  it("asks for the country at sea", async () => {
    const response = await add({ ...FORM, latitude: "55", longitude: "3", country: "" });
    assert.equal(response.status, 422);
    assert.match((await page(response)).error("country")!, /No country is known .*: enter one/);
  });

  it("that is sent twice at once makes one site", async () => {
    const form = { ...elsewhere(), client_site_name: "Once", form_key: crypto.randomUUID() };
    const responses = await Promise.all([add(form), add(form)]);
    assert.deepEqual(responses.map(({ status }) => status), [303, 303]);
    const [first, second] = responses.map(({ headers }) => headers.get("location"));
    assert.equal(first, second);
    assert.equal((await named("Once")).length, 1);
  });

  it("warns of a site with the same number, not of a stranger's, and adds it anyway", async () => {
    const { owner } = app.database;
    const { plant, turbine } = app.cast.sites;
    const form = elsewhere({ client_site_name: "Seven", client_site_id: "7" });
    const response = await add(form);
    assert.equal(response.status, 409);
    const warned = await page(response);
    assert.match(warned.text(".twins"), /The same client’s number has Plant <&> one\./);
    assert.ok(warned.has(`.twins a[href="/sites/${plant}"]`));
    assert.equal(warned.fields("form.form").client_site_name, "Seven");
    assert.equal((await named("Seven")).length, 0);
    assert.equal((await add({ ...form, anyway: "on" })).status, 303);
    assert.equal((await named("Seven")).length, 1);
    await owner`update sites set client_site_id = 99 where site_uuid = ${turbine}`;
    assert.equal((await add(elsewhere({ client_site_id: "99" }))).status, 303);
  });

  it("warns of a site within 50 m, and of none that is further away", async () => {
    const first = elsewhere({ client_site_name: "First", latitude: "50", longitude: "-180" });
    assert.equal((await add(first)).status, 303);
    const near = await page(add({ ...first, latitude: "50.0003", longitude: "179.9997" }));
    assert.match(near.text(".twins"), /At this place there is First already\./);
    const far = { ...first, client_site_name: "Far away", latitude: "50.0005" };
    assert.equal((await add(far)).status, 303);
  });

  it("fills in what was pasted from a map, and shows what the place tells before it saves", async () => {
    const link = "https://maps.example.org/@51.501,-0.12,15z";
    const form = { ...FORM, latitude: "", longitude: "", coordinates: link, look_up: "on" };
    const checked = await page(add({ ...form, client_site_name: "Pasted" }));
    const { latitude, longitude, coordinates, client_site_name } = checked.fields("form.form");
    assert.deepEqual([latitude, longitude, coordinates], ["51.501", "-0.12", ""]);
    assert.equal(client_site_name, "Pasted");
    assert.match(
      checked.text("#place-facts"),
      /Time zone Europe\/London Country uk DNO UKPN \(London\) GSP/,
    );
    assert.equal((await named("Pasted")).length, 0);
    const odd = await add({ ...form, coordinates: "somewhere", client_site_name: "Pasted" });
    assert.equal(odd.status, 422);
    assert.match((await page(odd)).error("coordinates")!, /No coordinates were found/);
  });

  it("gives htmx the fields of the place, or what it tells", async () => {
    const person = as(app, app.cast.alice);
    const fields = await page(person.part("/sites/new?coordinates=51.5+N+0.12+W", "place"));
    assert.deepEqual(fields.top, ["div#place"]);
    assert.equal(fields.attribute("value", "#latitude"), "51.5");
    const facts = await page(
      person.part("/sites/new?latitude=48.1&longitude=11.6", "place-facts"),
    );
    assert.deepEqual(facts.top, ["div#place-facts"]);
    assert.match(facts.text(), /Europe\/Berlin Country de/);
    assert.doesNotMatch(facts.text(), /DNO/);
    const stranger = as(app, app.cast.charlie);
    const at = `/sites/new?latitude=-21.3333&longitude=55.4833`;
    assert.match((await page(person.part(at, "place-facts"))).text(), /you have Plant <&> one/);
    assert.doesNotMatch((await page(stranger.part(at, "place-facts"))).text(), /you have/);
  });

  it("takes a key that is none for none", async () => {
    assert.equal((await add(elsewhere({ form_key: "' or 1=1" }))).status, 303);
  });
});
