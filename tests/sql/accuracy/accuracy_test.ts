import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { withAdminScope } from "../../../db/scope.ts";
import { countDays } from "../../../service/accuracy/accuracy.ts";
import * as accuracy from "../../../sql/accuracy/accuracy.ts";
import {
  accuracyWorld,
  DAY,
  type Forecast,
  type Model,
  NOW,
  PERIOD,
} from "../../support/accuracy_world.ts";
import { inScope } from "../../support/scopes.ts";

const { database, owner, cast, plant, MODELS, fill } = await accuracyWorld();

describe("accuracy", () => {
  it("gives a copy of the baseline the skill 0, of all its runs, of noon alone and by half hours", async () => {
    const quarters = (made: number, hours: number) =>
      Array.from({ length: hours * 4 }, (_, i) => made + i * 15);
    // The error depends on the run and the target time; noon has a small one.
    const kw = (made: number, start: number) =>
      10 + (start % 1440 === 720 ? 1 : made / 15 % 4 + start / 15 % 8);
    const value = (is: Model, made: number, start: number): Forecast => (
      { site: plant, made, is, model: MODELS[is].name, start, end: start + 15, kw: kw(made, start) }
    );
    const rows = quarters(DAY, 24).map((start) => ({
      site: plant,
      start,
      end: start + 15,
      kw: 10,
    }));
    const made = quarters(DAY - 1440, 44);
    const runs = made.flatMap((made) => {
      const baseline = quarters(made, 48).map((start) => value("baseline", made, start));
      const noon = baseline.filter(({ start }) => start === DAY + 720);
      const halves = baseline.filter(({ start }) => start % 30 === 0)
        .map((row) => ({ ...row, end: row.end + 15, kw: (row.kw + kw(made, row.start + 15)) / 2 }));
      const as = (is: Model, rows: Forecast[]) => rows.map((row) => ({ ...row, is }));
      return [baseline, as("none", baseline), as("two", noon), as("half", halves)];
    });
    await fill(rows, runs);
    await countDays(owner, PERIOD, NOW);
    await inScope(database, cast.alice, async (sql) => {
      const all = await accuracy.ofSite(sql, plant, PERIOD, "day");
      for (const name of [null, "modeller's", "half hours"]) {
        const own = all.filter(({ model_name }) => model_name === name);
        assert.ok(own.length >= 6, `${own.length} horizons`);
        for (const { skill, pairs, horizon_hours } of own) {
          assert.equal(Math.abs(skill!) < 1e-12, true, `${name}, ${horizon_hours} h: ${skill}`);
          assert.ok(pairs > 0);
        }
      }
    });
  });

  it("of a site that is measured each hour is that of the forecast's mean over the hour", async () => {
    const hours = Array.from({ length: 24 }, (_, hour) => DAY + hour * 60);
    const rows = hours.map((start) => ({ site: plant, start, end: start + 60, kw: 10 }));
    // Quarter hours of 4, 8, 12 and 16 kW: 10 kW in the mean, and far off each by itself.
    const quarters = hours.flatMap((hour) =>
      [4, 8, 12, 16].map((kw, i): Forecast => {
        const start = hour + i * 15;
        const { name } = MODELS.two;
        const band = { p10: kw - 2, p90: kw + 2 };
        return {
          site: plant,
          made: DAY,
          is: "two",
          model: name,
          start,
          end: start + 15,
          kw,
          ...band,
        };
      })
    );
    await fill(rows, [quarters]);
    await countDays(owner, PERIOD, NOW);
    await inScope(database, cast.alice, async (sql) => {
      const all = await accuracy.ofSite(sql, plant, PERIOD, "day");
      const sum = (of: (one: typeof all[number]) => number) =>
        all.reduce((total, one) => total + of(one), 0);
      assert.equal(sum(({ pairs }) => pairs), 24);
      assert.deepEqual([...new Set(all.map(({ mae_kw }) => mae_kw))], [0]);
      assert.deepEqual([...new Set(all.map(({ inside_share }) => inside_share))], [1]);
    });
  });

  it("holds a run at midnight against the same hours of the baseline's runs, not against its day", async () => {
    // The baseline is as far off at a target however early it was made: more and more over the day.
    const at = (is: Model, made: number) =>
      Array.from({ length: 192 }, (_, i): Forecast => {
        const start = made + i * 15;
        const kw = 10 + Math.floor((start - DAY + 1440) % 1440 / 15);
        return { site: plant, made, is, model: MODELS[is].name, start, end: start + 15, kw };
      });
    const rows = Array.from({ length: 96 }, (_, i) => DAY + i * 15)
      .map((start) => ({ site: plant, start, end: start + 15, kw: 10 }));
    const baseline = Array.from({ length: 192 }, (_, i) => at("baseline", DAY - 1440 + i * 15));
    await fill(rows, [...baseline, at("two", DAY), at("two", DAY - 1440)]);
    await countDays(owner, PERIOD, NOW);
    await inScope(database, cast.alice, async (sql) => {
      const all = await accuracy.ofSite(sql, plant, PERIOD, "day");
      const skills = all.filter(({ model_name }) => model_name === "modeller's")
        .map(({ horizon_hours, skill }) => [horizon_hours, skill]);
      assert.deepEqual(skills, [0, 1, 3, 6, 12, 24, 36, 48].map((hours) => [hours, 0]));
    });
  });

  it("is seen of one's own sites only, and by administrators of any", async () => {
    await fill(
      [{ site: plant, start: DAY, end: DAY + 30, kw: 10 }],
      [[{ site: plant, made: DAY, is: "two", model: null, start: DAY, end: DAY + 30, kw: 12 }]],
    );
    await countDays(owner, PERIOD, NOW);
    await inScope(database, cast.charlie, async (sql) => {
      assert.deepEqual(await accuracy.ofGroup(sql, PERIOD, "day"), []);
      assert.deepEqual(await accuracy.ofSite(sql, plant, PERIOD, "day"), []);
    });
    await assert.rejects(
      inScope(database, cast.alice, async (sql) => void await sql`select from app.accuracy_days`),
      { code: "42501" },
    );
    await withAdminScope(database.requests, cast.ada, { readOnly: true }, async (sql) => {
      const all = await accuracy.ofAll(sql, PERIOD, "day");
      assert.deepEqual(all.map(({ pairs, mae_kw }) => [pairs, mae_kw]), [[1, 2]]);
      const { alice, charlie } = cast;
      const of = (group: string) => accuracy.ofOneGroup(sql, group, PERIOD, "day");
      assert.deepEqual(await of(alice.site_group_uuid), all);
      assert.deepEqual(await of(charlie.site_group_uuid), []);
    });
  });
});
