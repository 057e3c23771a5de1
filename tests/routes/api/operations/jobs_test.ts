import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { JobWorker } from "../../../../service/jobs/worker.ts";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { until } from "../../../support/until.ts";
import { fieldsWrong, problemOf } from "../../../support/problem.ts";
import { fullSite, rowsOf } from "../../../support/site_jobs.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const ada = () => withToken(app, app.cast.ada.token);
const NOBODYS = "00000000-0000-4000-8000-000000000000";

async function asked(site: string): Promise<string> {
  const response = await ada().delete(`/api/v1/sites/${site}?with_generation=true`);
  assert.equal(response.status, 202, await response.clone().text());
  return (await response.json()).job_uuid;
}

const job = async (uuid: string) => await (await ada().get(`/api/v1/jobs/${uuid}`)).json();

describe("DELETE /api/v1/sites/{site_uuid}", () => {
  it("answers a job, which deletes the site and tells how far it is", async () => {
    const { database: { owner }, cast } = app;
    const site = await fullSite(owner, cast);
    const uuid = await asked(site);
    const { created_utc, ...waiting } = await job(uuid);
    assert.match(created_utc, /Z$/);
    assert.deepEqual(waiting, {
      job_uuid: uuid,
      kind: "delete site",
      site_uuid: site,
      site_name: "Full",
      with_generation: true,
      state: "waiting",
      done: 0,
      total: 0,
      message: null,
      asked_by: cast.ada.user_uuid,
      asked_by_email: cast.ada.email,
      asked_through: "api",
      ended_utc: null,
    });
    const stop = new AbortController();
    const ended = new JobWorker(owner).run(stop.signal);
    await until(async () => (await job(uuid)).state === "done");
    stop.abort();
    await ended;
    assert.equal((await job(uuid)).done, 13);
    assert.equal((await rowsOf(owner, site)).sites, 0);
    const [last] = await owner`
      select operation_type, changed_through from sites_history where site_uuid = ${site}
      order by created_utc desc limit 1`;
    assert.deepEqual({ ...last }, { operation_type: "DELETE", changed_through: "api" });
    await problemOf(await ada().delete(`/api/v1/sites/${site}`), 404);
  });

  it("is one job when it is asked for twice at once", async () => {
    const { database: { owner }, cast } = app;
    const site = await fullSite(owner, cast);
    const [first, second] = await Promise.all([asked(site), asked(site)]);
    assert.equal(first, second);
  });

  it("refuses a site with generation while nobody says that it may go", async () => {
    const { database: { owner }, cast } = app;
    const site = await fullSite(owner, cast);
    for (const query of ["", "?with_generation=false"]) {
      const response = await ada().delete(`/api/v1/sites/${site}${query}`);
      assert.deepEqual(await fieldsWrong(response), ["with_generation"]);
    }
    const none = await owner`select from app.jobs where site_uuid = ${site}`;
    assert.equal(none.length, 0);
    assert.equal((await rowsOf(owner, site)).generation, 4);
  });

  it("names what is not valid, and does not know what is not there", async () => {
    assert.deepEqual(await fieldsWrong(await ada().delete("/api/v1/sites/x")), ["site_uuid"]);
    const unsaid = await ada().delete(`/api/v1/sites/${NOBODYS}?with_generation=yes`);
    assert.deepEqual(await fieldsWrong(unsaid), ["with_generation"]);
    await problemOf(await ada().delete(`/api/v1/sites/${NOBODYS}`), 404);
  });
});

describe("GET /api/v1/jobs/{job_uuid}", () => {
  it("does not know what is no job", async () => {
    await problemOf(await ada().get(`/api/v1/jobs/${NOBODYS}`), 404);
    assert.deepEqual(await fieldsWrong(await ada().get("/api/v1/jobs/x")), ["job_uuid"]);
  });
});
