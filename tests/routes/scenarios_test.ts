import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import * as demo from "../../sql/operations/demo.ts";
import * as siteGroups from "../../sql/groups/site_groups.ts";
import { as, type TestApp, testApp, withToken } from "../support/app.ts";
import { makePerson, type Person } from "../support/cast.ts";
import { page } from "../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

interface Team {
  people: Person[];
  /** UUIDs of the group's sites by name. */
  sites: Record<string, string>;
}

/** A group with so many people and these sites. */
async function team(group: string, people: number, names: string[]): Promise<Team> {
  const { owner } = app.database;
  const made = await siteGroups.findOrMake(owner, group, false);
  const members = Array.from(
    { length: people },
    (_, index) => makePerson(owner, `${group}-${index}@example.org`, made),
  );
  const sites: Team["sites"] = {};
  for (const client_site_name of names) {
    sites[client_site_name] = await demo.makeSite(owner, made.site_group_uuid, {
      client_site_name,
    });
  }
  return { people: await Promise.all(members), sites };
}

/** Names on the page of sites, from its links. */
async function namesOnPage(person: Person): Promise<string[]> {
  return (await page(as(app, person).get("/sites"))).texts('th a[href^="/sites/"]');
}

async function namesFromApi(person: Person): Promise<string[]> {
  const { sites } = await (await withToken(app, person.token).get("/api/v1/sites")).json();
  return sites.map((site: { name: string }) => site.name).sort();
}

/** The statuses of a site's own addresses. */
async function statuses(person: Person, site: string): Promise<number[]> {
  const api = `/api/v1/sites/${site}`;
  const answers = await Promise.all([
    as(app, person).get(`/sites/${site}`),
    as(app, person).get(`/sites/${site}/day.csv`),
    withToken(app, person.token).get(`${api}/forecast`),
    withToken(app, person.token).get(`${api}/generation`),
  ]);
  return answers.map(({ status }) => status);
}

/** The person sees exactly these sites, by page and by API, and can open no other. */
async function assertSees(person: Person, own: Team["sites"], others: Team["sites"] = {}) {
  const names = Object.keys(own).sort();
  assert.deepEqual(await namesOnPage(person), names);
  assert.deepEqual(await namesFromApi(person), names);
  for (const uuid of Object.values(own)) {
    assert.deepEqual(await statuses(person, uuid), [200, 200, 200, 200]);
  }
  for (const uuid of Object.values(others)) {
    assert.deepEqual(await statuses(person, uuid), [404, 404, 404, 404]);
  }
}

describe("the five scenarios", () => {
  it("one user one site", async () => {
    const { people: [user], sites } = await team("Alone", 1, ["Cottage"]);
    await assertSees(user!, sites, app.cast.sites);
  });

  it("one user two sites", async () => {
    const { people: [user], sites } = await team("Pair", 1, ["Barn", "Stable"]);
    await assertSees(user!, sites, app.cast.sites);
  });

  it("two users one site", async () => {
    const { people, sites } = await team("Couple", 2, ["House"]);
    for (const user of people) await assertSees(user, sites, app.cast.sites);
  });

  it("two users two sites, each their own", async () => {
    const [north, south] = [
      await team("North", 1, ["North mill"]),
      await team("South", 1, ["South mill"]),
    ];
    await assertSees(north.people[0]!, north.sites, south.sites);
    await assertSees(south.people[0]!, south.sites, north.sites);
  });

  it("two users two sites, both shared", async () => {
    const { people, sites } = await team("Mills", 2, ["East mill", "West mill"]);
    for (const user of people) await assertSees(user, sites, app.cast.sites);
  });

  it("the admin sees everything", async () => {
    const { ada, sites: { plant, turbine, bare } } = app.cast;
    const made = await app.database.owner`select site_uuid from sites`;
    assert.ok(made.length >= 3);
    assert.equal((await namesOnPage(ada)).length, made.length);
    assert.equal((await namesFromApi(ada)).length, made.length);
    for (const site of [plant, turbine, bare]) {
      assert.deepEqual(await statuses(ada, site), [200, 200, 200, 200]);
    }
    const { sites: { Later: later } } = await team("Later", 1, ["Later"]);
    assert.ok((await namesFromApi(ada)).includes("Later"), "a site made meanwhile");
    assert.deepEqual(await statuses(ada, later!), [200, 200, 200, 200]);
  });
});
