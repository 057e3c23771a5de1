import assert from "node:assert/strict";
import { afterAll, describe, it } from "@std/testing/bdd";
import { openDatabase } from "../../../db/client.ts";
import { withAdminScope } from "../../../db/scope.ts";
import { WorkLoop } from "../../../service/jobs/work_loop.ts";
import { JobWorker } from "../../../service/jobs/worker.ts";
import * as jobs from "../../../sql/operations/jobs.ts";
import { withLock } from "../../../sql/kit/locks.ts";
import { until } from "../../support/until.ts";
import { endLockOf, waitsForALock } from "../../support/inspect.ts";
import { ownCast } from "../../support/setup.ts";
import { asked, fullSite, jobNow, rowsOf } from "../../support/site_jobs.ts";

const { database, cast } = await ownCast();
const { owner } = database;
/** Another instance of the service. */
const other = openDatabase(database.url);
afterAll(() => other.close());

/** Runs a worker during `during`, then stops it and waits for its end. */
async function working(during: (work: JobWorker) => Promise<void>, sql = owner) {
  const stop = new AbortController();
  const work = new JobWorker(sql);
  const ended = work.run(stop.signal);
  try {
    await during(work);
  } finally {
    stop.abort();
    await ended;
  }
}

const stateOf = async (uuid: string) => (await jobNow(database, cast, uuid)).state;
const ends = (uuid: string, state: string) => until(async () => await stateOf(uuid) === state);

describe("the jobs that people ask for", () => {
  it("are done at the start, oldest first, with the time at which they ended", async () => {
    const sites = [await fullSite(owner, cast), await fullSite(owner, cast)];
    const [first, second] = [
      await asked(database, cast, sites[0]!),
      await asked(database, cast, sites[1]!),
    ];
    assert.equal(first.state, "waiting");
    await working(() => ends(second.job_uuid, "done"));
    const done = await jobNow(database, cast, first.job_uuid);
    const next = await jobNow(database, cast, second.job_uuid);
    assert.deepEqual([done.state, done.message], ["done", null]);
    assert.ok(done.created_utc < done.ended_utc! && done.ended_utc! < next.ended_utc!);
    for (const site of sites) assert.equal((await rowsOf(owner, site)).sites, 0);
  });

  it("are done at once when woken, also by somebody who commits later", async () => {
    const site = await fullSite(owner, cast);
    await working(async (work) => {
      await until(async () =>
        (await owner`
        select from pg_stat_activity where datname = current_database()
          and query like '%app.jobs%' and state = 'idle'`).length > 0
      );
      const job = await withAdminScope(
        database.requests,
        cast.ada,
        { readOnly: false },
        async (sql) => {
          const job = await jobs.addSiteDeletion(sql, site, true);
          work.wake();
          await until(() => waitsForALock(owner));
          return job;
        },
      );
      await ends(job, "done");
    });
  });

  it("are taken up again when whoever ran them is gone", async () => {
    const { job_uuid } = await asked(database, cast, await fullSite(owner, cast));
    await owner`update app.jobs set state = 'running' where job_uuid = ${job_uuid}`;
    await working(() => ends(job_uuid, "done"));
  });

  it("are left to the instance that is at it", async () => {
    const { job_uuid } = await asked(database, cast, await fullSite(owner, cast));
    await withLock(other.owner, "sitecast.jobs", async () => {
      const stop = new AbortController();
      const ended = new JobWorker(owner).run(stop.signal);
      await until(async () =>
        (await owner`
        select from pg_stat_activity where datname = current_database()
          and query like '%pg_try_advisory%' and pid <> pg_backend_pid()
          and state like 'idle%'`).length > 0
      );
      stop.abort();
      await ended;
      assert.equal(await stateOf(job_uuid), "waiting");
    });
    await working(() => ends(job_uuid, "done"));
  });

  it("are done once by two instances that are woken together", async () => {
    const site = await fullSite(owner, cast);
    const { job_uuid } = await asked(database, cast, site);
    await working(() => working(() => ends(job_uuid, "done"), other.owner));
    const deleted = await owner`
      select from sites_history where site_uuid = ${site} and operation_type = 'DELETE'`;
    assert.equal(deleted.length, 1);
  });

  it("are done once when the connection of the lock is ended in the middle of one", async () => {
    const site = await fullSite(owner, cast);
    const { job_uuid } = await asked(database, cast, site);
    await working(async () => {
      await owner.begin(async (tx) => {
        await tx`select from sites where site_uuid = ${site} for update`;
        await until(() => waitsForALock(owner));
        // Other loops of the worker may be looking for work under locks of theirs.
        assert.ok(await endLockOf(owner) >= 1);
      });
      await working(() => ends(job_uuid, "done"), other.owner);
    });
    const deleted = await owner`
      select from sites_history where site_uuid = ${site} and operation_type = 'DELETE'`;
    assert.equal(deleted.length, 1);
    assert.equal(await stateOf(job_uuid), "done");
  });

  it("keep what went wrong, in words, and the next is done; asked again it is another job", async () => {
    const site = await fullSite(owner, cast, { generation: 0 });
    const failing = await asked(database, cast, site, false);
    await owner`
      insert into generation (site_uuid, generation_power_kw, start_utc, end_utc)
      values (${site}, 1, '2026-06-01', '2026-06-02')`;
    await owner`insert into app.jobs (kind) values ('paint the roof')`;
    const next = await asked(database, cast, await fullSite(owner, cast));
    await working(() => ends(next.job_uuid, "done"));
    const failed = await jobNow(database, cast, failing.job_uuid);
    assert.equal(failed.state, "failed");
    assert.match(failed.message!, /^Generation was measured since .* Request it again/);
    const [unknown] = await owner`select state, message from app.jobs where kind like 'paint%'`;
    assert.deepEqual({ ...unknown }, {
      state: "failed",
      message: "There is no such kind of job: paint the roof.",
    });
    const again = await asked(database, cast, site);
    assert.notEqual(again.job_uuid, failing.job_uuid);
    await working(() => ends(again.job_uuid, "done"));
  });

  it("fail with a sentence on what nobody foresaw, and their site is still there", async () => {
    const site = await fullSite(owner, cast);
    await owner`create table fences (site_uuid uuid references sites)`;
    await owner`insert into fences values (${site})`;
    const { job_uuid } = await asked(database, cast, site);
    await working(() => ends(job_uuid, "failed"));
    assert.match((await jobNow(database, cast, job_uuid)).message!, /log says why/);
    assert.equal((await rowsOf(owner, site)).sites, 1);
    await owner`drop table fences`;
  });

  it("wait for the next turn while the database has no time for them", async () => {
    const site = await fullSite(owner, cast);
    const { job_uuid } = await asked(database, cast, site);
    await owner.begin(async (tx) => {
      await tx`select from sites where site_uuid = ${site} for update`;
      await working(async () => {
        await until(() => waitsForALock(owner));
        await until(async () => !await waitsForALock(owner));
      });
      assert.equal(await stateOf(job_uuid), "running");
    });
    await working(() => ends(job_uuid, "done"));
  });

  it("end in time when the service does", async () => {
    const { job_uuid } = await asked(database, cast, await fullSite(owner, cast));
    await new JobWorker(owner).run(AbortSignal.abort());
    assert.equal(await stateOf(job_uuid), "waiting");
    await working(() => ends(job_uuid, "done"));
  });

  it("outlast a database that is away", async () => {
    const closed = openDatabase("postgres://sitecast@127.0.0.1:1/sitecast");
    await working(() => Promise.resolve(), closed.owner);
    await closed.owner.end({ timeout: 0 });
  });

  it("are looked for again soon after being woken, for a transaction that commits late", async () => {
    const stop = new AbortController();
    const waited: number[] = [];
    const loop = new WorkLoop(owner, "sitecast.test", () => Promise.resolve(), (pauseMs) => {
      if (waited.push(pauseMs) === 1) loop.wake();
      if (waited.length === 3) stop.abort();
      return Promise.resolve();
    });
    await loop.run(stop.signal);
    assert.deepEqual(waited, [60_000, 1000, 60_000]);
  });
});
