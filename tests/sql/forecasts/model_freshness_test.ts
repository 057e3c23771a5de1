import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { withAdminScope, withScope } from "../../../db/scope.ts";
import type { Viewer } from "../../../domain/account/viewer.ts";
import * as models from "../../../sql/forecasts/models.ts";
import * as modelFreshness from "../../../sql/forecasts/model_freshness.ts";
import { ownCast } from "../../support/setup.ts";
import { insertForecast } from "../../support/rows.ts";

const { database, cast } = await ownCast();
const { owner, requests } = database;
const { alice, charlie, ada, sites: { plant, bare, turbine } } = cast;
const readOnly = { readOnly: true };
const now = Temporal.Instant.from("2026-06-21T08:07:00Z");

/** A run of one value. */
async function run(site_uuid: string, model: string | null, made: string, start_utc: string) {
  const [name, version] = model?.split(" ") ?? [];
  const ml_model_uuid = name ? await models.findOrMake(owner, { name, version }) : null;
  await insertForecast(owner, { site_uuid, timestamp_utc: made }, [
    { start_utc, forecast_power_kw: 1, ml_model_uuid },
  ]);
}

const at = (time: string) => `2026-06-21T${time}:00Z`;

async function seenBy(person: Viewer) {
  const seen = await withScope(
    requests,
    person,
    readOnly,
    (sql) => modelFreshness.ofGroup(sql, now),
  );
  return [...seen];
}

const administered = (group?: string) =>
  withAdminScope(requests, ada, readOnly, async (sql) => {
    const seen = group === undefined
      ? await modelFreshness.ofAll(sql, now)
      : await modelFreshness.ofOneGroup(sql, group, now);
    return [...seen];
  });

describe("the freshness of models", () => {
  beforeEach(async () => {
    await owner`truncate forecast_values, forecasts`;
  });

  it("is the newest run of each name over the group's sites, and how many it forecast", async () => {
    await run(plant, "pvnet 1", at("06:00"), at("06:00"));
    await run(plant, "pvnet 2", at("07:00"), at("09:00"));
    await run(bare, "pvnet 2", at("06:30"), at("07:00"));
    await run(plant, "other 1", at("01:00"), "2026-06-22T00:00:00Z");
    await run(bare, null, at("02:00"), at("02:00"));
    await run(turbine, "windnet 1", at("08:00"), at("08:00"));
    const own = [
      { model_name: "other", newest_utc: at("01:00"), sites: 1 },
      { model_name: "pvnet", newest_utc: at("07:00"), sites: 2 },
      { model_name: null, newest_utc: at("02:00"), sites: 1 },
    ];
    const windnet = { model_name: "windnet", newest_utc: at("08:00"), sites: 1 };
    assert.deepEqual(await seenBy(alice), own);
    assert.deepEqual(await seenBy(charlie), [windnet]);
    assert.deepEqual(await administered(), [own[0], own[1], windnet, own[2]]);
    assert.deepEqual(await administered(alice.site_group_uuid), own);
    assert.deepEqual(await administered(charlie.site_group_uuid), [windnet]);
  });

  it("forgets what was made more than a day ago", async () => {
    await run(plant, "pvnet 1", "2026-06-20T08:06:00Z", at("09:00"));
    assert.deepEqual(await seenBy(alice), []);
    await run(plant, "pvnet 1", "2026-06-20T08:08:00Z", at("09:00"));
    const newest_utc = "2026-06-20T08:08:00Z";
    assert.deepEqual(await seenBy(alice), [{ model_name: "pvnet", newest_utc, sites: 1 }]);
  });

  it("does not count a run that says it was made later than now", async () => {
    await run(plant, "pvnet 1", at("07:00"), at("07:00"));
    await run(plant, "pvnet 1", at("10:00"), at("11:00"));
    const [pvnet] = await seenBy(alice);
    assert.equal(pvnet!.newest_utc, at("07:00"));
  });

  it("is nothing for a group that is none", async () => {
    await run(plant, "pvnet 1", at("07:00"), at("07:00"));
    assert.deepEqual(await administered("00000000-0000-4000-8000-000000000000"), []);
    assert.equal((await administered()).length, 1);
  });
});
