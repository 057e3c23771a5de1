import { z } from "@hono/zod-openapi";
import { counts, remarks } from "../ingestion.ts";

/** What became of measurements that were sent, in JSON. */
export const storedGeneration = z.object({
  ...counts,
  replaced: z.int(),
  deleted: z.int().describe("Stored values in whose place is a gap now"),
  conflicts: z.array(z.object({
    row: z.int().describe("Its place, counted from 1"),
    site_uuid: z.guid(),
    start_utc: z.iso.datetime(),
    end_utc: z.iso.datetime(),
    reason: z.string().describe(
      "other value, overlaps a stored period, overlaps another row, or not yours: another group " +
        "brought what is stored, or it was written in SQL",
    ),
  })).describe("The first 100 rows that were left out"),
  batch_id: z.int().nullable().describe(
    "The batch that undoes it; requests of fewer than 100 rows of one user and UTC day share one. " +
      "null: nothing changed",
  ),
  ...remarks,
}).openapi("StoredGeneration");
