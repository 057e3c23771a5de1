import { z } from "zod";
import { MOST_ON_A_PAGE } from "./session_filter.ts";
import { sessionEdit } from "./session_input.ts";

/** Fields of several sessions that can be written at once. */
export const BULK_FIELDS = [
  "network_id",
  "charge_type",
  "location_id",
  "location_name",
  "location_type",
  "site_uuid",
  "cost",
] as const;

const { network_id, charge_type, location_id, location_name, location_type, site_uuid, cost } =
  sessionEdit.shape;

/** What is written into the ticked sessions: exactly the fields that are there; null clears one. */
export const bulkEdit = z.object({
  network_id,
  charge_type,
  location_id,
  location_name,
  location_type,
  site_uuid,
  cost,
});
export type BulkEdit = z.output<typeof bulkEdit>;

/** The sessions that a person ticked. */
export const tickedSessions = z.array(z.guid({ error: "Not a valid UUID." }))
  .min(1, { error: "Tick at least one session." })
  .max(MOST_ON_A_PAGE, { error: `Tick at most ${MOST_ON_A_PAGE} sessions.` })
  .transform((ids) => [...new Set(ids.map((id) => id.toLowerCase()))]);
