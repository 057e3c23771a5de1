import { createRoute, z } from "@hono/zod-openapi";
import type { NewGeneration } from "../../../domain/generation/generation_value.ts";
import { generationOfRange, generationRange } from "../../../domain/generation/new_generation.ts";
import { siftValues } from "../../../domain/sift.ts";
import * as generation from "../../../sql/generation/generation.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { load } from "../../http/params.ts";
import { inTurns } from "../../../db/turns.ts";
import { scoped } from "../../middleware/scope.ts";
import { bodyOfRows, describeBodies, jsonBody } from "../ingestion.ts";
import { json, refusals, router } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";
import { addGeneration } from "./add_generation.ts";
import { storedGeneration } from "./stored_generation.ts";

const RULE =
  "At most 366 days. Changes nothing (409) when the range holds values that your group " +
  "did not bring, or when a stored period reaches over its start or end.";

const put = createRoute({
  method: "put",
  middleware: scoped,
  path: "/sites/{site_uuid}/generation",
  summary: "Store what a site produced in a range anew: what is not sent is deleted",
  description: RULE,
  request: { params: siteParams, query: generationRange, body: bodyOfRows("NewGenerationOfRange") },
  responses: { 200: json(storedGeneration, "What became of the rows"), ...refusals },
});

const remove = createRoute({
  method: "delete",
  middleware: scoped,
  path: "/sites/{site_uuid}/generation",
  summary: "Delete what a site produced in a range",
  description: `${RULE} For 30 days it can be undone by its batch.`,
  request: { params: siteParams, query: generationRange },
  responses: { 200: json(z.object({ deleted: z.int() }), "How many values"), ...refusals },
});

/** PUT and DELETE /api/v1/sites/{site_uuid}/generation?start&end */
export const generationRangeRoutes = () =>
  describeBodies(router(), { NewGenerationOfRange: generationOfRange })
    .openapi(put, async (c) => {
      const { site_uuid } = await load(c, "site_uuid", sites.find);
      const { data, ...sifted } = await inTurns(
        siftValues(generationOfRange, await jsonBody(c), { isSkipping: false }),
      );
      const values = (data?.values ?? []).map((value) => ({ site_uuid, ...value }));
      const range = { siteUuid: site_uuid, ...rangeOf(c.req.valid("query")) };
      const store = (good: NewGeneration[]) => generation.put(c.var.sql, good, range);
      const sent = { ...sifted, values };
      return c.json(await addGeneration(c, sent, "refuse", store), 200);
    })
    .openapi(remove, async (c) => {
      const { site_uuid } = await load(c, "site_uuid", sites.find);
      const range = { siteUuid: site_uuid, ...rangeOf(c.req.valid("query")) };
      return c.json({ deleted: await generation.remove(c.var.sql, range) }, 200);
    });

const rangeOf = ({ start, end }: z.output<typeof generationRange>) => ({
  start: Temporal.Instant.from(start),
  end: Temporal.Instant.from(end),
});
