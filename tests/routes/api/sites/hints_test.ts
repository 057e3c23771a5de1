import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Hint } from "../../../../domain/sites/hints/hint.ts";
import { as, type TestApp, testApp, withToken } from "../../../support/app.ts";
import type { Person } from "../../../support/cast.ts";
import { page } from "../../../support/html.ts";
import { problemOf } from "../../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const HINTS: Hint[] = [
  {
    code: "energy_in_the_dark",
    figures: { share: 0.312, days: 41, causes: ["longitude_sign"] },
  },
  { code: "above_capacity", figures: { days: 12, highest_kw: 61.25, capacity_kw: 50 } },
  { code: "faces_another_way", figures: { clear_days: 9, seems_to_face: 270, stated: 194 } },
];
const TEXTS = [
  /31 % of the energy was measured while the sun was down, on 41 days of the last 60\. What would explain it: a longitude with the other sign\./,
  /Power was above the stated capacity of 50 kW on 12 days of the last 60, up to 61\.25 kW\./,
  /The plant seems to face another way: on 9 clear days .* facing west \(about 270°\), not south \(about 194°\)\./,
];

const ask = (person: Person) =>
  withToken(app, person.token).get(`/api/v1/sites/${app.cast.sites.plant}/hints`);

async function find(hints: Hint[]) {
  const { owner } = app.database;
  await owner`
    insert into site_hints (site_uuid, day, version, hints)
    select site_uuid, '2026-06-21', version, ${owner.json(hints as never)}
    from sites where site_uuid = ${app.cast.sites.plant}
    on conflict (site_uuid) do update set version = excluded.version, hints = excluded.hints`;
}

describe("the hints about a site", () => {
  it("are in the API with words and figures; a stranger gets 404", async () => {
    const { alice, charlie } = app.cast;
    assert.deepEqual(await (await ask(alice)).json(), { day: null, hints: [] });
    await find(HINTS);
    const { day, hints } = await (await ask(alice)).json();
    assert.equal(day, "2026-06-21");
    TEXTS.forEach((text, index) => assert.match(hints[index].text, text));
    assert.deepEqual(hints[1].figures, { days: 12, highest_kw: 61.25, capacity_kw: 50 });
    await problemOf(await ask(charlie), 404);
  });

  it("are on the site's page for members and for admins", async () => {
    const { alice, ada, sites: { plant } } = app.cast;
    await find(HINTS);
    for (const address of [`/sites/${plant}`, `/admin/sites/${plant}`]) {
      const shown = await page(as(app, address.startsWith("/admin") ? ada : alice).get(address));
      for (const text of TEXTS) assert.match(shown.text(), text);
    }
    await find([]);
    const without = await page(as(app, alice).get(`/sites/${plant}`));
    assert.equal(without.has("#hints-heading"), false);
  });

  it("are counted in the admins' list, which can show sites with hints alone", async () => {
    const { ada } = app.cast;
    await find(HINTS);
    const all = await page(as(app, ada).get("/admin/sites"));
    assert.match(all.text(), /3 hints/);
    const filtered = await page(as(app, ada).get("/admin/sites?hints=yes"));
    assert.match(filtered.text(), /Plant <&> one/);
    assert.doesNotMatch(filtered.text(), /Turbine/);
    assert.match(filtered.text(), /1 site(?!s)/);
  });
});
