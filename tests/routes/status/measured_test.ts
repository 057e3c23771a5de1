import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import { page } from "../../support/html.ts";

/** The time of the tests is 2026-06-21T08:07:00Z. */
const RUNS: Record<string, [site: "plant" | "bare" | "turbine", times: string[]]> = {
  "every quarter hour until now": ["plant", ["2026-06-21T07:45:00Z", "2026-06-21T08:00:00Z"]],
  "every two hours, and not for five": ["bare", ["2026-06-21T01:00:00Z", "2026-06-21T03:00:00Z"]],
  "once, long ago": ["turbine", ["2026-06-18T08:00:00Z"]],
};

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const { database: { owner }, cast: { sites } } = app;
  for (const [site, times] of Object.values(RUNS)) {
    await owner`
      insert into forecasts (site_uuid, timestamp_utc, forecast_version)
      select ${sites[site]}::uuid, t, '1' from unnest(${times}::timestamp[]) t`;
  }
  await owner`
    insert into generation (site_uuid, start_utc, end_utc, generation_power_kw) values
      (${sites.plant}, '2026-06-21 07:00', '2026-06-21 07:30', 5),
      (${sites.turbine}, '2026-06-20 08:00', '2026-06-20 08:07', 5)`;
});
afterAll(() => app.close());

const PERSONS = ["alice", "charlie", "ada"] as const;

describe("the measured status", () => {
  it("is that of the group's sites, for admins of all", async () => {
    const texts = Object.fromEntries(
      await Promise.all(PERSONS.map(async (name) => {
        const html = await page(as(app, app.cast[name]).get("/status"));
        return [name, html.texts("#measured p").slice(0, 3)];
      })),
    );
    assert.deepEqual(texts, {
      alice: [
        "Check Forecasts 08:00 UTC, 1 of 2 sites.",
        "Check Measurements: 1 of 2 sites in the last 24 hours.",
        "Fine Jobs: fine.",
      ],
      charlie: [
        "Check Forecasts 18 Jun 2026, 08:00 UTC, 0 of 1 sites.",
        "Check Measurements: 0 of 1 sites in the last 24 hours.",
        "Fine Jobs: fine.",
      ],
      ada: [
        "Check Forecasts 08:00 UTC, 1 of 3 sites.",
        "Check Measurements: 1 of 3 sites in the last 24 hours.",
        "Fine Jobs: fine.",
      ],
    });
  });

  it("is the same in the API", async () => {
    const { alice } = app.cast;
    const body = await (await withToken(app, alice.token).get("/api/v1/status")).json();
    assert.deepEqual(
      [body.forecasts, body.measurements, body.jobs],
      [
        { newest_utc: "2026-06-21T08:00:00Z", fresh_sites: 1, sites: 2 },
        { measured_sites: 1, sites: 2 },
        { failed: 0, delayed: 0 },
      ],
    );
  });

  it("is not for visitors, who see what operators wrote", async () => {
    await app.database.owner`
      insert into status (status, message, posted_by_email)
      values ('warning', 'Works tonight.', 'grace@example.org')`;
    const html = await page(app.fetch("/status"));
    assert.equal(html.has("#measured"), false);
    assert.match(html.text("#statuses"), /Works tonight/);
    assert.doesNotMatch(html.source, /grace@/);
    assert.equal((await app.fetch("/status/sites")).status, 303);
  });

  it("says which jobs failed or take long", async () => {
    await app.database.owner`
      insert into app.jobs (kind, state, created_utc, ended_utc) values
        ('delete site', 'failed', '2026-06-21 06:00', '2026-06-21 06:01'),
        ('delete site', 'failed', '2026-06-19 06:00', '2026-06-19 06:01'),
        ('delete site', 'waiting', '2026-06-21 07:00', null),
        ('delete site', 'running', '2026-06-21 08:00', null)`;
    const html = await page(as(app, app.cast.ada).get("/status"));
    assert.equal(
      html.texts("#measured p")[2],
      "Check Jobs: 1 failed in the last 24 hours, 1 open for more than an hour.",
    );
  });
});

describe("the freshness of sites", () => {
  const rows = async (path: string) =>
    (await page(as(app, app.cast.alice).get(path))).texts("#freshness tbody tr");

  it("is when each site was forecast and measured, and what is late", async () => {
    const { bare } = app.cast.sites;
    const late = `Site ${bare.slice(0, 8)} 03:00 UTC 5 h ago Late none Not in 24 hours`;
    assert.deepEqual(await rows("/status/sites"), [
      "Plant <&> one 08:00 UTC 7 min ago 07:30 UTC 37 min ago",
      late,
    ]);
    assert.deepEqual(await rows("/status/sites?show=late"), [late]);
    assert.deepEqual(await rows("/status/sites?show=unmeasured"), [late]);
    assert.equal((await rows("/status/sites?show=all&page=9")).length, 0);
  });
});
