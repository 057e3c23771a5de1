import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, withToken } from "../../support/app.ts";
import type { Person } from "../../support/cast.ts";
import { page } from "../../support/html.ts";
import { listedSites } from "../../support/listed_sites.ts";

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
const search = (text: string) => `?${new URLSearchParams({ q: text })}`;

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
