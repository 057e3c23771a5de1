import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../../support/app.ts";
import { addRuns, fullSite, rowsOf } from "../../../support/site_jobs.ts";
import { page } from "../../../support/html.ts";

let app: TestApp;
let woken = 0;
beforeAll(async () => {
  app = await testApp();
  app.services.jobAdded = () => void woken++;
});
afterAll(() => app.close());

const ada = () => as(app, app.cast.ada);
const shown = (path: string) => page(ada().get(path));
const text = async (path: string) => (await shown(path)).text();

async function isActive(site: string) {
  const [row] = await app.database.owner<{ active: boolean | null }[]>`
    select active from sites where site_uuid = ${site}`;
  return row!.active;
}

async function jobsOf(site: string) {
  return await app.database.owner<{ job_uuid: string; total: string; asked_by_email: string }[]>`
    select job_uuid, asked_by_email, asked_through, state, total::int as total from app.jobs
    where site_uuid = ${site}`;
}

describe("a site that is deactivated", () => {
  it("is told what will happen first, and nothing has happened then", async () => {
    const { plant } = app.cast.sites;
    const html = await text(`/admin/sites/${plant}/deactivate`);
    assert.match(html, /No more forecasts are made for it.*Its data are kept/);
    assert.equal(await isActive(plant), true);
  });

  it("leaves the list of sites, keeps its page, and comes back", async () => {
    const { alice, sites: { plant } } = app.cast;
    const there = async () =>
      (await page(as(app, alice).get("/sites"))).has(`a[href="/sites/${plant}"]`);
    for (const _time of ["once", "twice"]) {
      const response = await ada().post(`/admin/sites/${plant}/deactivate`);
      assert.deepEqual(
        [response.status, response.headers.get("location")],
        [303, `/admin/sites/${plant}`],
      );
      assert.deepEqual([await isActive(plant), await there()], [false, false]);
    }
    assert.equal((await as(app, alice).get(`/sites/${plant}`)).status, 200);
    const inactive = await shown(`/admin/sites/${plant}`);
    assert.match(inactive.text(), /Inactive/);
    assert.ok(inactive.has('a[href$="/restore"]'));
    assert.match(await text(`/admin/sites/${plant}/restore`), /Forecasts are made for it again/);
    await ada().post(`/admin/sites/${plant}/restore`);
    assert.deepEqual([await isActive(plant), await there()], [true, true]);
  });

  it("whose state is not known counts as active, and is not written by restoring it", async () => {
    const { bare } = app.cast.sites;
    await ada().post(`/admin/sites/${bare}/restore`);
    assert.equal(await isActive(bare), null);
    await ada().post(`/admin/sites/${bare}/deactivate`);
    assert.equal(await isActive(bare), false);
  });

  it("is not there for its own members, nor for strangers", async () => {
    const { alice, charlie, sites: { plant } } = app.cast;
    for (const person of [alice, charlie]) {
      for (const act of ["deactivate", "restore", "delete"]) {
        const path = `/admin/sites/${plant}/${act}`;
        assert.equal((await as(app, person).get(path)).status, 404);
        assert.equal((await as(app, person).post(path, { confirm_name: "x" })).status, 404);
      }
    }
    assert.equal(await isActive(plant), true);
  });
});

describe("a site that shall be deleted for ever", () => {
  const FULL = { confirm_name: "Full", with_generation: "on" };

  it("is told what goes with it, and from when to when", async () => {
    const { database: { owner }, cast } = app;
    const site = await fullSite(owner, cast, { runs: 1200, generation: 1 });
    const asking = await text(`/admin/sites/${site}/delete`);
    assert.match(asking, /1,200 forecasts with 2,400 values/);
    assert.match(asking, /1 value of measured generation/);
    assert.match(asking, /from 1 Jun 2026, 00:05 UTC to 22 Jun 2026, 20:15 UTC/);
    assert.deepEqual([...await jobsOf(site)], []);
  });

  it("has no box for generation where there is none, and says that it has no values", async () => {
    const asking = await shown(`/admin/sites/${app.cast.sites.turbine}/delete`);
    assert.equal(asking.field("with_generation"), undefined);
    assert.match(asking.text(), /It has no values\./);
  });

  it("goes by a job, which starts at once, named by who asked", async () => {
    const { database: { owner }, cast } = app;
    const site = await fullSite(owner, cast);
    const before = woken;
    const response = await ada().post(`/admin/sites/${site}/delete`, FULL);
    const [job] = await jobsOf(site);
    assert.deepEqual(
      [response.status, response.headers.get("location")],
      [303, `/admin/jobs/${job!.job_uuid}`],
    );
    const { job_uuid: _, ...rest } = job!;
    assert.deepEqual({ ...rest }, {
      asked_by_email: cast.ada.email,
      asked_through: "form",
      state: "waiting",
      total: 0,
    });
    assert.equal(woken, before + 1);
    assert.match(await text(`/admin/sites/${site}`), /being deleted for ever/);
  });

  it("is one job when it is asked for twice at once", async () => {
    const { database: { owner }, cast } = app;
    const site = await fullSite(owner, cast);
    const path = `/admin/sites/${site}/delete`;
    const answers = await Promise.all([ada().post(path, FULL), ada().post(path, FULL)]);
    const [first, second] = answers.map(({ headers }) => headers.get("location"));
    assert.equal(first, second);
    assert.equal((await jobsOf(site)).length, 1);
  });

  it("stays while its name is not typed, or generation would go without a word", async () => {
    const { database: { owner }, cast } = app;
    const site = await fullSite(owner, cast);
    const path = `/admin/sites/${site}/delete`;
    const before = woken;
    const wrong: [Record<string, string>, field: string, message: RegExp][] = [
      [{ ...FULL, confirm_name: "Ful" }, "confirm_name", /^Type the name/],
      [{ with_generation: "on" }, "confirm_name", /^Type the name/],
      [{ confirm_name: "Full" }, "with_generation", /^This site has measured generation\./],
    ];
    for (const [form, field, message] of wrong) {
      const response = await ada().post(path, form);
      assert.equal(response.status, 422);
      assert.match((await page(response)).error(field)!, message);
    }
    const kept = await page(ada().post(path, { ...FULL, confirm_name: "Fu<ll" }));
    assert.equal(kept.field("confirm_name"), "Fu<ll");
    assert.deepEqual(kept.field("with_generation"), ["on"]);
    assert.deepEqual([...await jobsOf(site)], []);
    assert.equal(woken, before);
    assert.equal((await rowsOf(owner, site)).generation, 4);
  });

  it("needs no word for generation where there is none, and has its shown name without one", async () => {
    const { database: { owner }, cast: { sites: { bare } } } = app;
    await addRuns(owner, bare, 1);
    const form = { confirm_name: `Site ${bare.slice(0, 8)}` };
    assert.equal((await ada().post(`/admin/sites/${bare}/delete`, form)).status, 303);
  });

  it("is 404 where there is none", async () => {
    for (const site of ["nonsense", "00000000-0000-4000-8000-000000000000"]) {
      const path = `/admin/sites/${site}/delete`;
      assert.equal((await ada().get(path)).status, 404);
      assert.equal((await ada().post(path, FULL)).status, 404);
    }
  });
});
