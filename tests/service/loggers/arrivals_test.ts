import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type { DeviceRequest } from "../../../domain/loggers/device_request.ts";
import { Arrivals } from "../../../service/loggers/arrivals.ts";
import { makeLogger } from "../../support/loggers.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const START = Temporal.Instant.from("2026-06-21T08:00:00Z");
const FAULTS = [{ line: 3, message: "unable to parse 'm': missing fields" }];

const arrivedAt = (logger_uuid: string, second: number): DeviceRequest => ({
  logger_uuid,
  at_utc: START.add({ seconds: second }).toString(),
  door: "influx",
  status: 204,
  stored: second,
  refused: 0,
  faults: FAULTS,
});

describe("what arrives from loggers", () => {
  it("is stored in batches: the last 20 requests of each logger that is still there", async () => {
    const { alice, sites: { plant } } = cast;
    const [busy, quiet] = [
      await makeLogger(database, alice, plant),
      await makeLogger(database, alice, plant),
    ];
    const arrivals = new Arrivals(database.owner);
    for (const start of [0, 15]) {
      for (let second = start; second < start + 15; second++) {
        arrivals.add(arrivedAt(busy.logger_uuid, second));
      }
      arrivals.add(arrivedAt(quiet.logger_uuid, start));
      arrivals.add(arrivedAt(crypto.randomUUID(), start));
      await arrivals.flush();
    }
    const rows = await database.owner<DeviceRequest[]>`
      select logger_uuid, door, status, stored, refused, faults from app.logger_requests
      order by at_utc`;
    const of = (logger: string) => rows.filter(({ logger_uuid }) => logger_uuid === logger);
    assert.deepEqual(
      of(busy.logger_uuid).map(({ stored }) => stored),
      Array.from({ length: 20 }, (_, at) => at + 10),
    );
    assert.equal(of(quiet.logger_uuid).length, 2);
    assert.equal(rows.length, 22);
    const { logger_uuid: _, ...first } = rows[0]!;
    assert.deepEqual(first, { door: "influx", status: 204, stored: 0, refused: 0, faults: FAULTS });
  });
});
