import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { linesBetween, plantLogger } from "../../../service/demo/logger.ts";
import { type DemoPlant, loadPlant } from "../../../service/demo/plant.ts";
import { NOW, type TestApp, testApp } from "../../support/app.ts";

let app: TestApp;
let plant: DemoPlant;
beforeAll(async () => {
  [app, plant] = await Promise.all([testApp(), loadPlant()]);
});
afterAll(() => app.close());

describe("the demo's logger", () => {
  it("sends by the door for InfluxDB, at first the last hours, then what is new", async () => {
    const { cast: { alice, sites }, database: { owner } } = app;
    const site = { siteUuid: sites.plant, siteGroupUuid: alice.site_group_uuid };
    const statuses: number[] = [];
    const send = async (path: string, init: RequestInit) => {
      const response = await app.fetch(path, init);
      statuses.push(response.status);
      return response;
    };
    const counted = async () => {
      const [row] = await owner`
        select count(*)::int as count, max(time_utc) as last from app.logger_readings`;
      return row!;
    };
    const start = async (now: Temporal.Instant) => {
      app.clock.now = now;
      const logger = await plantLogger(owner, site, plant, send, now);
      await logger.sendUntil(now);
      return logger;
    };
    const logger = await start(NOW);
    assert.deepEqual(await counted(), { count: 3 * 360, last: "2026-06-21T08:07:00Z" });
    await logger.sendUntil(NOW.add({ seconds: 25 }));
    assert.deepEqual(await counted(), { count: 3 * 360 + 2, last: "2026-06-21T08:07:20Z" });
    await start(NOW.add({ minutes: 30 }));
    assert.equal((await counted()).count, 3 * 360 + 2 + 60);
    assert.deepEqual(statuses, [204, 204, 204]);
    const variables = await owner`
      select l.name as logger, v.name, feeds, feed_unit, feed_from_utc
      from app.logger_variables v join app.loggers l using (logger_uuid)`;
    assert.deepEqual([...variables], [{
      logger: "Inverters",
      name: "inverter.power",
      feeds: "generation",
      feed_unit: "W",
      feed_from_utc: "2026-06-21T08:07:00Z",
    }]);
  });

  it("sends what has the mean that was measured", () => {
    const [start, end] = ["2026-06-21T08:00:00Z", "2026-06-21T08:10:00Z"]
      .map((time) => Temporal.Instant.from(time)) as [Temporal.Instant, Temporal.Instant];
    const lines = linesBetween(
      plant,
      start.subtract({ seconds: 10 }),
      end.subtract({ seconds: 10 }),
    );
    const values = lines.map((line) => Number(/power=(\S+)/.exec(line)![1]));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const [measured] = plant.production(start, end);
    assert.equal(values.length, 60);
    assert.ok(Math.abs(mean / 1000 - measured!.generation_power_kw!) < 0.001);
    assert.ok(new Set(values).size > 5);
  });
});
