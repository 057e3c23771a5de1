import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, withToken } from "../../support/app.ts";
import type { Person } from "../../support/cast.ts";
import { page } from "../../support/html.ts";
import { listedSites, NAMES } from "../../support/listed_sites.ts";

let app: TestApp;
let person: Person;
beforeAll(async () => {
  ({ app, person } = await listedSites());
});
afterAll(() => app.close());

const shown = async (path: string, who = person) => await page(as(app, who).get(path));
const names = async (query = "", who = person) =>
  (await shown(`/sites${query}`, who)).texts("tbody th bdi:first-child");
const byApi = async (query: string) => {
  const { sites } = await (await withToken(app, person.token).get(`/api/v1/sites${query}`)).json();
  return (sites as { name: string }[]).map(({ name }) => name);
};

describe("the order of a list of sites", () => {
  it("is that of names for people: numbers by value, letters whatever their case and accents", async () => {
    const roofs = (all: string[]) => all.filter((name) => /^(roof|farm|Éclair)/i.test(name));
    assert.deepEqual(roofs(await names()), NAMES.slice(0, 5));
    assert.deepEqual(roofs(await names("?sort=-name")), NAMES.slice(0, 5).reverse());
  });

  for (const sort of ["capacity", "now", "produced", "today", "tomorrow", "measured"]) {
    it(`by ${sort} is one order, which pages and the API share, with the empty last`, async () => {
      for (const direction of ["", "-"]) {
        const all = await names(`?sort=${direction}${sort}`);
        assert.deepEqual(all.toSorted(), NAMES.toSorted());
        assert.deepEqual(await byApi(`?sort=${direction}${sort}`), all);
        assert.deepEqual(await walked(`?limit=3&sort=${direction}${sort}`), all);
      }
      assert.equal((await names(`?sort=-capacity`)).at(-1), NAMES[7]);
    });
  }

  it("takes equal sites by UUID, in both directions", async () => {
    const uuids = async (sort: string) => {
      const { sites } = await (await withToken(app, person.token)
        .get(`/api/v1/sites?sort=${sort}&asset_type=pv&q=kent`)).json();
      return (sites as { site_uuid: string }[]).map(({ site_uuid }) => site_uuid);
    };
    const equal = await uuids("against_day_ahead");
    assert.deepEqual(equal, equal.toSorted());
    assert.deepEqual(await uuids("-against_day_ahead"), equal);
  });

  it("is turned round by a second click, and says so to screen readers", async () => {
    const first = await shown("/sites?sort=-capacity&q=farm");
    assert.equal(first.attribute("href", "#sort-name"), "/sites?q=farm");
    const sorted = await shown("/sites?sort=produced");
    assert.equal(sorted.attribute("href", "#sort-produced"), "/sites?sort=-produced");
    assert.equal(sorted.count("th[aria-sort=ascending] #sort-produced"), 1);
    assert.equal(sorted.count("[aria-sort]"), 1);
  });
});

/** Returns the names on all pages of the API's list, read one after the other. */
async function walked(query: string): Promise<string[]> {
  const found: string[] = [];
  for (let cursor = ""; found.length < 99;) {
    const response = await withToken(app, person.token).get(`/api/v1/sites${query}${cursor}`);
    const { sites, next_cursor } = await response.json();
    found.push(...(sites as { name: string }[]).map(({ name }) => name));
    if (next_cursor === null) return found;
    cursor = `&cursor=${next_cursor}`;
  }
  return found;
}

describe("the sites before and after one", () => {
  const neighboursOf = async (address: string) => {
    const html = await shown(address);
    return {
      list: html.attribute("href", ".breadcrumb a"),
      previous: html.attributes("href", ".neighbours [rel=prev]")[0],
      next: html.attributes("href", ".neighbours [rel=next]")[0],
    };
  };

  for (const query of ["", "?sort=-capacity", "?sort=now", "?country=de&sort=-name"]) {
    it(`are those of the list ${query || "by name"}, whose address the links carry`, async () => {
      const addresses = (await shown(`/sites${query}`)).attributes("href", "tbody th a");
      for (const [at, address] of addresses.entries()) {
        const { list, previous, next } = await neighboursOf(address!);
        assert.deepEqual([previous, next], [addresses[at - 1], addresses[at + 1]]);
        assert.equal(list, `/sites${query}`);
      }
    });
  }

  it("stay those of the list on other days", async () => {
    const [address] = (await shown("/sites?country=de")).attributes("href", "tbody th a");
    const html = await shown(address!);
    const days = html.attributes("href", ".day-navigation a[rel]");
    assert.ok(days.length > 0);
    for (const day of days) assert.match(day!, /list=country%3Dde/);
  });

  it("are never a stranger's, whatever the address says", async () => {
    const { plant, turbine } = app.cast.sites;
    const html = await shown(`/sites/${plant}?list=q%3DTurbine%26active%3Dall`, app.cast.alice);
    assert.ok(!html.source.includes(turbine));
  });
});
