import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { JobWorker } from "../../../../service/jobs/worker.ts";
import { as, type TestApp, testApp } from "../../../support/app.ts";
import { until } from "../../../support/until.ts";
import { fullSite, rowsOf } from "../../../support/site_jobs.ts";
import { page } from "../../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const ada = () => as(app, app.cast.ada);
const shown = async (path: string) => {
  const response = await ada().get(path);
  assert.equal(response.status, 200);
  return await page(response);
};

interface Row {
  state?: string;
  done?: number;
  total?: number;
  message?: string | null;
  site_uuid?: string | null;
}

async function insert(row: Row = {}): Promise<string> {
  const { state = "running", done = 12000, total = 40000, message = null, site_uuid = null } = row;
  const [made] = await app.database.owner<{ job_uuid: string }[]>`
    insert into app.jobs (kind, site_uuid, site_name, asked_by_email, state, done, total, message)
    values ('delete site', ${site_uuid}, 'Old <barn>', ${app.cast.ada.email}, ${state}, ${done},
      ${total}, ${message})
    returning job_uuid`;
  return made!.job_uuid;
}

describe("the list of jobs", () => {
  it("says that there are none yet", async () => {
    assert.match((await shown("/admin/jobs")).text(), /No jobs yet/);
  });

  it("has the newest first, at most 50, with how far they are", async () => {
    for (let n = 0; n < 51; n++) await insert({ done: n });
    const rows = (await shown("/admin/jobs")).texts("tbody tr");
    assert.equal(rows.length, 50);
    assert.ok(rows[0]!.startsWith("Delete site: Old <barn> Running 50 of 40,000 rows ada@"));
    assert.doesNotMatch(rows.join("\n"), / 0 of 40,000/);
  });
});

describe("a job", () => {
  it("tells how far it is, and asks for itself again while it has not ended", async () => {
    const path = `/admin/jobs/${await insert()}`;
    const whole = await shown(path);
    assert.match(whole.text(), /12,000 of 40,000 rows/);
    assert.ok(whole.has('progress[value="12000"][max="40000"]'));
    assert.ok(whole.has(`[hx-get="${path}"][hx-trigger="every 2s"]`));
    const part = await page(ada().part(path, "job"));
    assert.deepEqual(part.top, ["div#job"]);
    assert.ok(whole.source.includes(part.source));
  });

  it("is left alone once it has ended, with what went wrong", async () => {
    const done = await shown(`/admin/jobs/${await insert({ state: "done", done: 9, total: 7 })}`);
    assert.match(done.text(), /9 of 9 rows/);
    const failed = await shown(
      `/admin/jobs/${await insert({ state: "failed", message: "It rained <hard>." })}`,
    );
    assert.ok(failed.text().includes("It rained <hard>."));
    for (const ended of [done, failed]) assert.equal(ended.has('[hx-trigger^="every"]'), false);
  });

  it("is shown also when nothing is known of it", async () => {
    const [made] = await app.database.owner<{ job_uuid: string }[]>`
      insert into app.jobs (kind) values ('x') returning job_uuid`;
    const { source } = await shown(`/admin/jobs/${made!.job_uuid}`);
    assert.match(source, /not begun yet/);
    assert.doesNotMatch(source, /null|NaN|undefined/);
    assert.doesNotMatch((await shown("/admin/jobs")).source, /null|NaN|undefined/);
  });

  it("is not there for members, nor where there is none", async () => {
    const job = await insert();
    assert.equal((await as(app, app.cast.alice).get(`/admin/jobs/${job}`)).status, 404);
    assert.equal((await as(app, app.cast.alice).part(`/admin/jobs/${job}`, "job")).status, 404);
    assert.equal((await ada().get("/admin/jobs/nonsense")).status, 404);
    assert.equal((await ada().get(`/admin/jobs/${app.cast.sites.plant}`)).status, 404);
  });
});

describe("a site deleted by form", () => {
  it("is gone soon after, and its job says so", async () => {
    const { database: { owner }, cast } = app;
    await owner`delete from app.jobs`;
    const work = new JobWorker(owner);
    const stop = new AbortController();
    app.services.jobAdded = work.wake;
    const ended = work.run(stop.signal);
    const site = await fullSite(owner, cast);
    const form = { confirm_name: "Full", with_generation: "on" };
    const asked = await ada().post(`/admin/sites/${site}/delete`, form);
    const path = asked.headers.get("location")!;
    await until(async () => (await shown(path)).text().includes("Done"));
    stop.abort();
    await ended;
    assert.equal((await rowsOf(owner, site)).sites, 0);
    assert.match((await shown(path)).text(), /13 of 13 rows/);
    assert.doesNotMatch((await shown(path)).source, new RegExp(`/admin/sites/${site}`));
    assert.equal((await ada().get(`/admin/sites/${site}`)).status, 404);
  });
});
