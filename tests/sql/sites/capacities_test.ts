import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import * as demo from "../../../sql/operations/demo.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { inScope } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();

const makeSite = (capacity_kw: number) =>
  demo.makeSite(database.owner, cast.charlie.site_group_uuid, { capacity_kw });
const update = (uuid: string, changes: object) =>
  inScope(database, cast.charlie, (sql) => sites.update(sql, uuid, changes));
const edited = async (uuid: string, changes: object) => {
  assert.equal(await update(uuid, changes), "updated");
  const site = (await inScope(database, cast.charlie, (sql) => sites.find(sql, uuid)))!;
  const { capacity_kw, capacity_from, former_capacities } = site;
  const before = former_capacities.map((one) => [one.until_date, one.capacity_kw]);
  return [capacity_kw, capacity_from, before];
};

describe("a capacity with a date", () => {
  it("keeps the one before it, at each extension and reduction", async () => {
    const uuid = await makeSite(50);
    assert.deepEqual(
      await edited(uuid, { capacity_kw: 80, capacity_from: "2026-05-01" }),
      [80, "2026-05-01", [["2026-05-01", 50]]],
    );
    assert.deepEqual(
      await edited(uuid, { capacity_kw: 60, capacity_from: "2026-09-15" }),
      [60, "2026-09-15", [["2026-05-01", 50], ["2026-09-15", 80]]],
    );
  });

  it("is corrected without a step: its kW alone, its day alone, or both to an earlier day", async () => {
    const uuid = await makeSite(50);
    await edited(uuid, { capacity_kw: 800, capacity_from: "2026-05-01" });
    const step = (day: string) => [[day, 50]];
    assert.deepEqual(
      await edited(uuid, { capacity_kw: 80 }),
      [80, "2026-05-01", step("2026-05-01")],
    );
    assert.deepEqual(
      await edited(uuid, { capacity_from: "2026-06-01" }),
      [80, "2026-06-01", step("2026-06-01")],
    );
    assert.deepEqual(
      await edited(uuid, { capacity_kw: 81, capacity_from: "2026-04-01" }),
      [81, "2026-04-01", step("2026-04-01")],
    );
    assert.deepEqual(await edited(uuid, { capacity_from: null }), [81, null, []]);
  });

  it("may be the day of a plant's beginning, with nothing before it", async () => {
    const uuid = await makeSite(50);
    assert.deepEqual(
      await edited(uuid, { capacity_from: "2020-01-01" }),
      [50, "2020-01-01", []],
    );
  });

  it("is refused before the change before, and nothing is written", async () => {
    const uuid = await makeSite(50);
    await edited(uuid, { capacity_kw: 80, capacity_from: "2026-05-01" });
    const before = await edited(uuid, { capacity_kw: 60, capacity_from: "2026-09-15" });
    await assert.rejects(update(uuid, { capacity_kw: 70, capacity_from: "2026-05-01" }), {
      code: "SC422",
      column_name: "capacity_from",
      message: "The capacity changed on 2026-05-01 already: give a later day.",
    });
    assert.deepEqual(await edited(uuid, {}), before);
  });

  it("of a stranger's site is neither seen nor written", async () => {
    const changes = { capacity_kw: 1, capacity_from: "2026-05-01" };
    assert.equal(await update(cast.sites.plant, changes), "not found");
    const uuid = await makeSite(50);
    await edited(uuid, { capacity_kw: 80, capacity_from: "2026-05-01" });
    const seen = await inScope(
      database,
      cast.alice,
      (sql) => sql`select 1 from site_capacities where site_uuid = ${uuid}`,
    );
    assert.equal(seen.length, 0);
  });
});
