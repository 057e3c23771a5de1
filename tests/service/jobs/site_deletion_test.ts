import assert from "node:assert/strict";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { withAdminScope } from "../../../db/scope.ts";
import { deleteSite } from "../../../service/jobs/site_deletion.ts";
import { makePerson } from "../../support/cast.ts";
import { ownCast } from "../../support/setup.ts";
import { addRuns, asked, fullSite, jobNow, rowsOf } from "../../support/site_jobs.ts";

const { database, cast } = await ownCast();
const { owner } = database;

const NOTHING = { sites: 0, forecasts: 0, values: 0, generation: 0, inverters: 0, links: 0 };
const never = new AbortController().signal;

async function history(site: string) {
  return await owner`
    select operation_type, changed_by_email, changed_through from sites_history
    where site_uuid = ${site} order by created_utc, operation_type = 'DELETE'`;
}

/** A signal that is aborted from the n-th time on that `aborted` is read. */
function stopsAt(n: number): AbortSignal {
  let asked = 0;
  return {
    get aborted() {
      return ++asked >= n;
    },
  } as AbortSignal;
}

describe("deleting a site for ever", () => {
  beforeAll(async () => {
    await owner`select app.make_days('2026-06-21', '2026-06-22')`;
  });

  it("takes everything that hangs on it, in pieces, and nothing of others", async () => {
    const [site, other] = [
      await fullSite(owner, cast, { runs: 1200, generation: 20_001 }),
      await fullSite(owner, cast),
    ];
    const others = await rowsOf(owner, other);
    const job = await asked(database, cast, site);
    assert.equal(job.total, 0, "it is counted when it is taken up");
    assert.equal(await deleteSite(owner, job, never), true);
    assert.deepEqual(await rowsOf(owner, site), NOTHING);
    assert.deepEqual(await rowsOf(owner, other), others);
    const { done, total } = await jobNow(database, cast, job.job_uuid);
    assert.deepEqual([done, total], [23_601, 23_601]);
  });

  it("names in the history who asked for it, and how", async () => {
    const site = await fullSite(owner, cast);
    await deleteSite(owner, await asked(database, cast, site), never);
    const [, ...after] = await history(site);
    const ada = { changed_by_email: cast.ada.email, changed_through: "form" };
    assert.deepEqual(after.map((row) => ({ ...row })), [
      { operation_type: "UPDATE", ...ada },
      { operation_type: "DELETE", ...ada },
    ]);
  });

  it("is done for somebody who is gone by then, and names nobody", async () => {
    const group = { ...cast.ada };
    const eve = await makePerson(owner, "eve@example.org", group);
    const site = await fullSite(owner, cast);
    const job = await asked(database, { ...cast, ada: { ...cast.ada, ...eve } }, site);
    await withAdminScope(
      database.requests,
      cast.ada,
      { readOnly: false },
      (sql) => sql`select app.delete_user(${eve.user_uuid}::uuid)`,
    );
    assert.equal(await deleteSite(owner, job, never), true);
    assert.equal((await history(site)).at(-1)!.changed_by_email, null);
    assert.equal((await jobNow(database, cast, job.job_uuid)).asked_by_email, "eve@example.org");
  });

  it("stops between two pieces, and goes on from there when it is called again", async () => {
    const site = await fullSite(owner, cast, { runs: 1200 });
    const job = await asked(database, cast, site);
    assert.equal(await deleteSite(owner, job, stopsAt(3)), false);
    const left = await rowsOf(owner, site);
    assert.deepEqual([left.forecasts, left.generation, left.sites], [200, 4, 1]);
    const again = await jobNow(database, cast, job.job_uuid);
    assert.equal(again.done, 1000 * 3);
    assert.equal(await deleteSite(owner, { ...job, ...again, site_uuid: site }, never), true);
    assert.deepEqual(await rowsOf(owner, site), NOTHING);
  });

  it("goes on also when it was stopped amid the generation", async () => {
    const site = await fullSite(owner, cast, { runs: 1, generation: 20_002 });
    const job = await asked(database, cast, site);
    assert.equal(await deleteSite(owner, job, stopsAt(4)), false);
    assert.equal((await rowsOf(owner, site)).generation, 2);
    const again = await jobNow(database, cast, job.job_uuid);
    assert.equal(await deleteSite(owner, { ...job, ...again, site_uuid: site }, never), true);
    assert.deepEqual(await rowsOf(owner, site), NOTHING);
  });

  it("is done at once when the site is gone already", async () => {
    const job = await asked(database, cast, await fullSite(owner, cast));
    await deleteSite(owner, job, never);
    assert.equal(await deleteSite(owner, job, never), true);
  });

  it("takes what was forecast since it was asked for", async () => {
    const site = await fullSite(owner, cast, { generation: 0 });
    const job = await asked(database, cast, site, false);
    await addRuns(owner, site, 7);
    assert.equal(await deleteSite(owner, job, never), true);
    assert.deepEqual(await rowsOf(owner, site), NOTHING);
    const { done, total } = await jobNow(database, cast, job.job_uuid);
    assert.deepEqual([done, total], [30, 30]);
  });

  it("takes no generation that was measured since it was asked for, and nothing else then", async () => {
    const site = await fullSite(owner, cast, { generation: 0 });
    const job = await asked(database, cast, site, false);
    await owner`
      insert into generation (site_uuid, generation_power_kw, start_utc, end_utc)
      values (${site}, 1, '2026-06-01', '2026-06-02')`;
    const before = await rowsOf(owner, site);
    await assert.rejects(deleteSite(owner, job, never), /measured since .* Nothing was deleted\./);
    assert.deepEqual(await rowsOf(owner, site), before);
    const [row] = await owner`select active from sites where site_uuid = ${site}`;
    assert.equal(row!.active, true);
  });

  it("gives up while somebody else holds the site for long", async () => {
    const site = await fullSite(owner, cast, { generation: 0 });
    const job = await asked(database, cast, site, false);
    await owner.begin(async (tx) => {
      await tx`select from sites where site_uuid = ${site} for update`;
      await assert.rejects(deleteSite(owner, job, never), { code: "55P03" });
    });
    assert.equal(await deleteSite(owner, job, never), true);
  });
});
