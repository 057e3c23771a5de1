import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { withAdminScope } from "../../../db/scope.ts";
import * as jobs from "../../../sql/operations/jobs.ts";
import { fillLogger } from "../../support/logger_rows.ts";
import { ownCast } from "../../support/setup.ts";
import { asked, fullSite, jobNow } from "../../support/site_jobs.ts";

const { database, cast } = await ownCast();
const { owner } = database;

const reading = <T>(work: Parameters<typeof withAdminScope<T>>[3]) =>
  withAdminScope(database.requests, cast.ada, { readOnly: true }, work);

describe("what hangs on a site", () => {
  it("is counted over both kinds of values, with the whole span", async () => {
    const site = await fullSite(owner, cast);
    await fillLogger(owner, cast.alice.site_group_uuid, site);
    assert.deepEqual({ ...await reading((sql) => jobs.contentsOfSite(sql, site)) }, {
      forecasts: 3,
      forecast_values: 6,
      generation: 4,
      first_utc: "2026-06-01T00:05:00Z",
      last_utc: "2026-06-22T00:18:00Z",
      loggers: 1,
      logger_variables: 1,
    });
  });

  it("is nothing of a site that has none, or is none", async () => {
    for (const site of [cast.sites.bare, "00000000-0000-4000-8000-000000000000"]) {
      const { forecasts, first_utc } = await reading((sql) => jobs.contentsOfSite(sql, site));
      assert.deepEqual([forecasts, first_utc], [0, null]);
    }
  });
});

describe("asking for a site to be deleted", () => {
  it("is refused with generation, unless that is said", async () => {
    const site = await fullSite(owner, cast);
    await assert.rejects(asked(database, cast, site, false), {
      code: "SC422",
      column_name: "with_generation",
    });
    assert.equal((await asked(database, cast, site)).state, "waiting");
    assert.equal(
      (await reading((sql) => jobs.findOpen(sql, site)))!.site_name,
      "Full",
    );
  });

  it("is refused for a site that is not there", async () => {
    const none = "00000000-0000-4000-8000-000000000000";
    await assert.rejects(asked(database, cast, none), { code: "P0002" });
  });

  it("names a site by what pages call it", async () => {
    const { bare } = cast.sites;
    assert.equal((await asked(database, cast, bare)).site_name, `Site ${bare.slice(0, 8)}`);
  });
});

describe("taking a job", () => {
  it("takes the oldest that has not ended and was not tried", async () => {
    await owner`delete from app.jobs`;
    const sites = [await fullSite(owner, cast), await fullSite(owner, cast)];
    const [first, second] = [
      await asked(database, cast, sites[0]!),
      await asked(database, cast, sites[1]!),
    ];
    const taken = await jobs.take(owner, []);
    assert.deepEqual([taken!.job_uuid, taken!.state], [first.job_uuid, "running"]);
    assert.equal((await jobs.take(owner, [first.job_uuid]))!.job_uuid, second.job_uuid);
    assert.equal(await jobs.take(owner, [first.job_uuid, second.job_uuid]), undefined);
    await jobs.end(owner, first.job_uuid);
    await jobs.end(owner, second.job_uuid, "It rained.");
    assert.equal(await jobs.take(owner, []), undefined);
    const ended = await jobNow(database, cast, second.job_uuid);
    assert.deepEqual([ended.state, ended.message], ["failed", "It rained."]);
    assert.match(ended.ended_utc!, /Z$/);
    assert.equal(await reading((sql) => jobs.findOpen(sql, sites[0]!)), undefined);
  });
});
