import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import * as partitions from "../../../sql/forecasts/partitions.ts";
import { fillDays, kept } from "../../support/retention.ts";
import { differences } from "../../support/rollup.ts";
import { ownCast } from "../../support/setup.ts";

const { database: { owner }, cast } = await ownCast();
const { plant } = cast.sites;

beforeEach(async () => {
  await owner`truncate forecasts, generation cascade`;
  await owner`select app.make_days('2026-06-08', '2026-06-12')`;
  await fillDays(owner, plant, [9, 10]);
});

const revision = async () =>
  (await owner`select revision::text from site_revisions where site_uuid = ${plant}`)[0]!.revision;

describe("a day that is dropped", () => {
  it("goes with its values and with what the rollup shows of it; the others stay", async () => {
    const before = await revision();
    assert.equal(await partitions.dropDay(owner, "2026-06-10"), true);
    const { values, latest } = await kept(owner);
    assert.deepEqual(values, ["06-09 23 20260609", "06-11 01 20260611"]);
    assert.deepEqual(latest, ["06-09 23", "06-11 01"]);
    assert.deepEqual(await differences(owner), []);
    assert.notEqual(await revision(), before, "who keeps pages of the site learns of it");
  });

  it("leaves a site alone of which it shows nothing", async () => {
    const before = await revision();
    assert.equal(await partitions.dropDay(owner, "2026-06-08"), true);
    assert.equal(await revision(), before);
  });

  it("is dropped once, and can be made again", async () => {
    assert.equal(await partitions.dropDay(owner, "2026-06-11"), true);
    assert.equal(await partitions.dropDay(owner, "2026-06-11"), false);
    assert.equal(await partitions.dropDay(owner, "1999-01-01"), false);
    await fillDays(owner, plant, [11]);
    const places = async () => (await kept(owner)).values.slice(-2);
    assert.deepEqual(await places(), ["06-11 23 default", "06-12 01 default"]);
    await owner`select app.make_days('2026-06-11', '2026-06-12')`;
    assert.deepEqual(await places(), ["06-11 23 20260611", "06-12 01 default"]);
    assert.deepEqual(await differences(owner), []);
  });

  it("waits for a later time when somebody reads for long, and nothing is lost", async () => {
    const before = await kept(owner);
    await owner.begin(async (reader) => {
      await reader`select count(*) from forecast_values`;
      await assert.rejects(partitions.dropDay(owner, "2026-06-09"), { code: "55P03" });
    });
    assert.deepEqual(await kept(owner), before);
    assert.equal(await partitions.dropDay(owner, "2026-06-09"), true);
  });

  it("gives way to who is writing to a site that it shows", async () => {
    await owner.begin(async (writer) => {
      await writer`select app.touch_sites(array[${plant}::uuid])`;
      await assert.rejects(partitions.dropDay(owner, "2026-06-10"), { code: "55P03" });
      await writer`select count(*) from forecast_values`; // no deadlock
    });
    assert.equal(await partitions.dropDay(owner, "2026-06-10"), true);
  });
});

describe("the days before another", () => {
  it("are those with a partition of their own, oldest first", async () => {
    const before = (day: string) => partitions.daysBefore(owner, Temporal.PlainDate.from(day));
    assert.deepEqual(await before("2026-06-11"), ["2026-06-08", "2026-06-09", "2026-06-10"]);
    assert.deepEqual(await before("2026-06-08"), []);
  });
});
