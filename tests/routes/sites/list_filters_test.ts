import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { refreshFigures } from "../../../service/forecasts/figures.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { as, NOW, type TestApp, testApp, withToken } from "../../support/app.ts";
import { makePerson, type Person } from "../../support/cast.ts";
import { page } from "../../support/html.ts";
import { forecasted, measured, periods } from "../../support/values.ts";

let app: TestApp;
let person: Person;

/** Names, in the order that people expect, of sites that are made in another. */
const NAMES = [
  "Éclair 1",
  "farm 2",
  "Farm 10",
  "Roof 2",
  "Roof 10",
  "100% _sun_",
  "مزرعة شمسية",
  "O\"Neil's",
];
const PLACES = ["de", "uk", "fr", "de", "uk", "de", "fr", null];

beforeAll(async () => {
  app = await testApp();
  const { owner } = app.database;
  const group = await siteGroups.findOrMake(owner, "Fleet", false);
  person = await makePerson(owner, "fleet@example.org", group);
  for (const [at, name] of [...NAMES.entries()].reverse()) {
    const [site] = await owner`
      insert into sites (ml_id, client_site_name, client_site_id, country, region, capacity_kw,
        asset_type, dno, latitude, longitude)
      values (1, ${name}, ${700 + at}, ${PLACES[at]!}, ${at % 2 ? "Kent" : "Île"},
        ${at === 7 ? null : at + 1}, ${at === 2 ? "wind" : "pv"},
        ${
      PLACES[at] === "uk" ? '{"dno_id": "1", "name": "_A", "long_name": "UKPN (\\u00e9)"}' : null
    },
        50, ${at})
      returning site_uuid`;
    await owner`
      insert into site_group_sites (site_group_uuid, site_uuid)
      values (${group.site_group_uuid}, ${site!.site_uuid})`;
    if (at > 5) continue;
    const quarters = periods("2026-06-20T22:00:00Z", 15, 104);
    await forecasted(owner, site!.site_uuid, "2026-06-21T06:00:00Z", quarters, () => at + 0.5);
    if (at > 3) continue;
    await measured(owner, site!.site_uuid, quarters.slice(0, 40), () => at);
  }
  await refreshFigures(owner, NOW);
});
afterAll(() => app.close());

const shown = async (path: string, who = person) => await page(as(app, who).get(path));
const names = async (query = "", who = person) =>
  (await shown(`/sites${query}`, who)).texts("tbody th bdi:first-child");
const byApi = async (query: string) => {
  const { sites } = await (await withToken(app, person.token).get(`/api/v1/sites${query}`)).json();
  return (sites as { name: string }[]).map(({ name }) => name);
};
const search = (text: string) => `?${new URLSearchParams({ q: text })}`;

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

describe("the search of a list of sites", () => {
  it("finds names, client's numbers, UUIDs and places, whatever the case", async () => {
    const { owner } = app.database;
    const [site] = await owner`select site_uuid from sites where client_site_name = 'Roof 2'`;
    const uuid = site!.site_uuid as string;
    const cases: [string, string[]][] = [
      ["ROOF", ["Roof 2", "Roof 10"]],
      ["éCLAIR", ["Éclair 1"]],
      ["704", ["Roof 10"]],
      [uuid.toUpperCase(), ["Roof 2"]],
      [uuid.slice(0, 9), ["Roof 2"]],
      ["united kingdom", ["farm 2", "Roof 10"]],
      ["uk", ["farm 2", "Roof 10"]],
      ["kent", ["farm 2", "Roof 2", "O\"Neil's", "100% _sun_"]],
      ["شمسية", ["مزرعة شمسية"]],
      ["  Roof 10 ", ["Roof 10"]],
    ];
    for (const [text, found] of cases) {
      assert.deepEqual((await names(search(text))).toSorted(), found.toSorted(), text);
      assert.deepEqual((await byApi(search(text))).toSorted(), found.toSorted(), text);
    }
  });

  it("takes signs of patterns and quotes for what they are, and shows them as text", async () => {
    const cases: [string, string[]][] = [
      ["%", ["100% _sun_"]],
      ["_", ["100% _sun_"]],
      ["\\", []],
      ["'", ["O\"Neil's"]],
      ['"', ["O\"Neil's"]],
      ["'; drop table sites; --", []],
      ["<b>", []],
      ["\u202eRoof", []],
      ["x".repeat(10_000), []],
    ];
    for (const [text, found] of cases) {
      const html = await shown(`/sites${search(text)}`);
      assert.deepEqual(html.texts("tbody th bdi:first-child"), found, text);
      assert.equal(html.attribute("value", "#q"), text.slice(0, 255));
    }
    for (const broken of ["?q=%00", "?q=%ff%fe", "?q=", "?q=+", "?q=a&q=b", "?asset_type=hydro"]) {
      assert.equal((await as(app, person).get(`/sites${broken}`)).status, 200, broken);
    }
  });

  it("isolates names of the other writing direction", async () => {
    const html = await shown(`/sites${search("شمسية")}`);
    assert.equal(html.text("tbody th a bdi"), "مزرعة شمسية");
  });

  it("finds no stranger's site", async () => {
    const { alice, sites } = app.cast;
    for (const text of ["Plant", sites.plant, "7", sites.plant.slice(0, 8), "%"]) {
      assert.ok(!(await names(search(text))).includes("Plant <&> one"), text);
    }
    assert.deepEqual(await names(search("Roof"), alice), []);
  });
});

describe("the filters of a list of sites", () => {
  it("count what SQL counts, each under all the others", async () => {
    const { owner } = app.database;
    const html = await shown("/sites?asset_type=pv");
    const count = async (condition: string) => {
      const [row] = await owner.unsafe(
        `select count(*)::int as n from sites join site_group_sites using (site_uuid)
         join site_groups using (site_group_uuid) where site_group_name = 'Fleet' and ${condition}`,
      );
      return String(row!.n);
    };
    assert.equal(html.text("#asset_type-pv .count"), await count("asset_type = 'pv'"));
    assert.equal(html.text("#asset_type-wind .count"), await count("asset_type = 'wind'"));
    const pv = await count("asset_type = 'pv' and country = 'de'");
    assert.ok(html.texts("#filter-country option").includes(`Germany (${pv})`));
    assert.match(html.text("[data-announce]"), /^7 sites$/);
  });

  it("find the sites of their values, as the API does", async () => {
    const cases: [string, string[]][] = [
      ["?country=DE", ["Éclair 1", "Roof 2", "100% _sun_"]],
      ["?asset_type=wind", ["Farm 10"]],
      ["?dno=UKPN+(é)", ["farm 2", "Roof 10"]],
      ["?dno=_A", ["farm 2", "Roof 10"]],
      ["?dno=1&region=KENT", ["farm 2"]],
      ["?data=up_to_date", ["Éclair 1", "farm 2", "Farm 10", "Roof 2"]],
      ["?data=forecast_late", ["مزرعة شمسية", "O\"Neil's"]],
      ["?data=measurements_late&country=de", ["100% _sun_"]],
      ["?active=false", []],
    ];
    for (const [query, found] of cases) {
      assert.deepEqual((await names(query)).toSorted(), found.toSorted(), query);
      assert.deepEqual((await byApi(query)).toSorted(), found.toSorted(), query);
    }
  });

  it("lead to what needs attention, without what the group has dismissed", async () => {
    const { owner } = app.database;
    const rows = await owner<{ attention_uuid: string }[]>`
      insert into app.attention (site_uuid, kind, since_utc)
      select site_uuid, case client_site_name when 'farm 2' then 'facts' else 'silent' end,
        '2026-06-20' from sites where client_site_name in ('farm 2', 'Roof 2', 'Roof 10')
      order by client_site_name returning attention_uuid`;
    await owner`
      insert into app.attention_dismissals (attention_uuid, site_group_uuid, reason, dismissed_utc)
      select a.attention_uuid, ${person.site_group_uuid}, 'tracker', '2026-06-20'
      from app.attention a join sites using (site_uuid) where client_site_name = 'Roof 10'`;
    const html = await shown("/sites");
    assert.equal(
      html.text("nav.attention-counts"),
      "Needs attention: Silent 1 site Facts contradicted 1 site",
    );
    const [silent] = html.attributes("href", "nav.attention-counts a");
    assert.deepEqual(await names(silent!.replace("/sites", "")), ["Roof 2"]);
    assert.deepEqual(await byApi("?attention=any&sort=name"), ["farm 2", "Roof 2"]);
    assert.match((await shown(silent!)).text("tbody tr"), /Silent/);
    await owner`
      delete from app.attention where attention_uuid = any(${
      rows.map((row) => row.attention_uuid)
    }::uuid[])`;
  });

  it("are in the address alone: links keep them, and the form sends them along", async () => {
    const html = await shown("/sites?q=o&asset_type=pv&country=de&sort=-capacity&limit=25");
    const [href] = html.attributes("href", "#asset_type-pv");
    assert.equal(href, "/sites?q=o&country=de&sort=-capacity&limit=25");
    assert.deepEqual(
      html.all("input[type=hidden][form=site-filter]").map((field) => [
        field.attribute("name"),
        field.attribute("value"),
      ]),
      [["asset_type", "pv"], ["sort", "-capacity"], ["limit", "25"]],
    );
    assert.match(
      html.attribute("href", "tbody tr:first-child th a")!,
      /\?list=q%3Do%26country%3Dde%26asset_type%3Dpv%26sort%3D-capacity%26limit%3D25$/,
    );
  });

  it("write an address without empty fields after htmx sent the form", async () => {
    const part = await as(app, person).part("/sites?q=roof&country=&dno=", "sites-table");
    assert.equal(part.headers.get("hx-replace-url"), "/sites?q=roof");
    const link = await as(app, person).part("/sites?q=roof", "sites-table");
    assert.equal(link.headers.get("hx-replace-url"), null);
  });
});

describe("the sums above a list of sites", () => {
  it("are those of SQL, each with the number of sites that it covers", async () => {
    const { owner } = app.database;
    const [plain] = await owner`
      select count(*)::int as sites, sum(capacity_kw) as capacity from sites
      join site_group_sites using (site_uuid) join site_groups using (site_group_uuid)
      where site_group_name = 'Fleet' and country = 'de'`;
    const [produced] = await owner`
      select sum(generation_power_kw * extract(epoch from least(end_utc, '2026-06-21T22:00:00Z')
          - start_utc)::float8 / 3600) as kwh, count(distinct site_uuid)::int as sites
      from generation join sites using (site_uuid)
      join site_group_sites using (site_uuid) join site_groups using (site_group_uuid)
      where site_group_name = 'Fleet' and country = 'de'`;
    const html = await shown("/sites?country=de");
    const sums = html.all(".totals div").map((one) => [one.text("dt"), one.text("dd")]);
    assert.deepEqual(sums.find(([label]) => label === "Capacity"), [
      "Capacity",
      `${plain!.capacity} kW all ${plain!.sites} sites`,
    ]);
    assert.deepEqual(sums.find(([label]) => label === "Produced today"), [
      "Produced today",
      `${produced!.kwh} kWh ${produced!.sites} of ${plain!.sites} sites`,
    ]);
    assert.doesNotMatch(html.text(".totals"), /P10|P90|likely/);
  });
});
