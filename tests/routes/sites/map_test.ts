import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { makePerson, type Person } from "../../support/cast.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
let person: Person;

beforeAll(async () => {
  app = await testApp();
  const { owner } = app.database;
  const group = await siteGroups.findOrMake(owner, "Places", false);
  person = await makePerson(owner, "places@example.org", group);
  await owner`
    with made as (
      insert into sites (ml_id, client_site_name, latitude, longitude, asset_type)
      select n, '<Site> ' || n, case when n > 300 then 'NaN' else -60 + n * 7919 % 1300 / 10.0 end,
        -180 + n * 104729 % 3600 / 10.0, case n % 9 when 0 then 'wind' else 'pv' end::site_asset_type
      from generate_series(1, 303) n returning site_uuid)
    insert into site_group_sites (site_group_uuid, site_uuid)
    select ${group.site_group_uuid}, site_uuid from made`;
});
afterAll(() => app.close());

const shown = async (path: string, who = person) => await page(as(app, who).get(path));

/** How many sites the links of a map stand for. */
const sitesOn = (texts: string[]) =>
  texts.reduce((sum, text) => sum + 1 + Number(/and (\d+) others? nearby/.exec(text)?.[1] ?? 0), 0);

describe("the map of sites", () => {
  it("has each site with coordinates once, drawn and in the list, within 80 KB", async () => {
    const html = await shown("/sites?view=map");
    assert.match(html.text("main > p"), /^300 sites on the map, 3 sites without coordinates/);
    assert.equal(sitesOn(html.texts(".spots a")), 300);
    assert.deepEqual(
      html.attributes("href", ".site-map svg a"),
      html.attributes("href", ".spots a"),
    );
    assert.ok(html.attribute("d", "path.land")!.length > 1000);
    assert.ok(gzipSync(html.source).length < 80_000, `${gzipSync(html.source).length}`);
  });

  it("leads from several sites to a map of them, and from one to its page", async () => {
    let html = await shown("/sites?view=map&asset_type=pv");
    for (let zoom = 0; zoom < 9; zoom++) {
      const spot = html.all(".spots a").find((link) => link.text().includes("nearby"));
      if (!spot) break;
      const count = sitesOn([spot.text()]);
      html = await shown(spot.attribute("href")!);
      assert.equal(sitesOn(html.texts(".spots a")), count);
    }
    assert.match(html.attributes("href", ".spots a")[0]!, /^\/sites\/[0-9a-f-]{36}\?list=/);
  });

  it("takes keyboards to the list beside it, and hides the drawing from readers", async () => {
    const html = await shown("/sites?view=map");
    assert.equal(html.attribute("aria-hidden", ".site-map svg"), "true");
    assert.ok(html.attributes("tabindex", ".site-map svg a").every((index) => index === "-1"));
  });

  it("has no stranger's site, and says where there is none to show", async () => {
    const { alice, sites } = app.cast;
    const own = await shown("/sites?view=map", alice);
    assert.ok(own.source.includes(sites.plant));
    assert.ok(!(await shown("/sites?view=map")).source.includes(sites.plant));
    const none = await shown("/sites?view=map&q=nothing", alice);
    assert.match(none.text(), /No site to show on a map/);
  });
});
