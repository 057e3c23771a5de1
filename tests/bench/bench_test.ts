import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import {
  addGeneration,
  addRuns,
  countValues,
  FIRST_RUNS,
  makeSites,
  settle,
  VALUES_OF_RUN,
} from "../../bench/fill.ts";
import { measure } from "../../bench/measure.ts";
import { growth, lines } from "../../bench/report.ts";
import { bytesNeeded, checkDisk, sizeOf } from "../../bench/size.ts";
import * as siteGroups from "../../sql/groups/site_groups.ts";
import { differences } from "../support/rollup.ts";
import { ownDatabase } from "../support/setup.ts";

const { owner } = await ownDatabase();

describe("the bench", () => {
  it("fits the default on a small disk, and says what a size needs that does not fit", async () => {
    assert.ok(bytesNeeded(sizeOf([])) < 4e9);
    const large = sizeOf(["--large"]);
    assert.ok(bytesNeeded(large) > 10e9);
    const huge = sizeOf(["--large", "--sites=1000000"]);
    await assert.rejects(checkDisk(huge, "/tmp"), /takes \d+\.\d GB of disk, and \/tmp has \d/);
    assert.ok(sizeOf([]).runs > FIRST_RUNS);
    assert.throws(() => sizeOf(["--sites=many"]), /--sites takes a number/);
  });

  it("fills a database as its writers would, only faster", async () => {
    const { site_group_uuid } = await siteGroups.findOrMake(owner, "Bench", false);
    await makeSites(owner, site_group_uuid, 2);
    await addRuns(owner, 0, 2);
    await addRuns(owner, 2, 3);
    await addGeneration(owner, 0, 1);
    await settle(owner);
    assert.equal(await countValues(owner), 2 * 3 * VALUES_OF_RUN);
    assert.deepEqual(await differences(owner), []);
    const days = () => owner`select * from app.target_days order by site_uuid, day`;
    const filled = await days();
    await owner`truncate app.target_days`;
    await owner`select app.refresh_latest(array(select forecast_uuid from forecasts))`;
    assert.deepEqual([...await days()], [...filled]);
    const [triggers] = await owner`
      select count(*)::int as off from pg_trigger where tgenabled = 'D'`;
    assert.equal(triggers!.off, 0);
  });

  it("runs the ways of a case in turns and tells ratios to ours", async () => {
    const order: string[] = [];
    const way = (name: string) => ({
      name,
      before: () => Promise.resolve(order.push(`before ${name}`)),
      run: () => Promise.resolve(order.push(name)),
    });
    const ways = await measure(owner, [way("ours"), way("plain")], { seconds: 0, most: 3 });
    assert.deepEqual(order.slice(0, 4), ["before ours", "ours", "before plain", "plain"]);
    assert.deepEqual(ways.map(({ name, runs }) => [name, runs]), [["ours", 3], ["plain", 3]]);
    for (const { median_ms, service_cpu_ms, postgres_cpu_ms } of ways) {
      assert.ok(median_ms > 0 && service_cpu_ms >= 0);
      assert.ok(postgres_cpu_ms === null || postgres_cpu_ms >= 0);
    }
    const result = { case: "Spin", values: 400_000, ways };
    assert.match(lines(result)[2]!, /plain +\S+ ms .* × \S+ of ours$/);
    assert.match(lines(result, result)[1]!, /× 1 of before$/);
    assert.match(
      growth([result, { ...result, values: 4e6 }])[0]!,
      /Spin, .*: × 1 from 0.4 million/,
    );
  });
});
