import { createRoute } from "@hono/zod-openapi";
import type { ScopedSql } from "../../../db/scope.ts";
import type { NewGeneration } from "../../../domain/generation/generation_value.ts";
import { generationOfSites, siteGeneration } from "../../../domain/generation/new_generation.ts";
import { siftValues } from "../../../domain/sift.ts";
import * as generation from "../../../sql/generation/generation.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { load } from "../../http/params.ts";
import { inTurns } from "../../../db/turns.ts";
import { scoped } from "../../middleware/scope.ts";
import { ALL_OR_NONE, bodyOfRows, describeBodies, jsonBody, onInvalid } from "../ingestion.ts";
import { describeFields, json, refusals, router } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";
import { addGeneration } from "./add_generation.ts";
import { storedGeneration } from "./stored_generation.ts";

for (const schema of [siteGeneration, generationOfSites]) {
  describeFields(schema, {
    replace: "Whether a value replaces one that your group brought; otherwise the stored one stays",
  });
  describeFields(schema.shape.values.element, {
    end_utc: "After the start, by one day at most",
    generation_power_kw:
      "Mean power over [start_utc, end_utc), from -0.05 to 1.1 times the site's capacity; null is " +
      "a gap, which with replace deletes the value of this period",
  });
}

const description =
  `${ALL_OR_NONE} What is stored for a period stays, unless replace is true and your group brought ` +
  "it. A period that overlaps another one is left out, and listed as a conflict.";
const responses = { 201: json(storedGeneration, "What became of the rows"), ...refusals };

const ofSite = createRoute({
  method: "post",
  middleware: scoped,
  path: "/sites/{site_uuid}/generation",
  summary: "Send what a site produced",
  description,
  request: { params: siteParams, query: onInvalid, body: bodyOfRows("NewSiteGeneration") },
  responses,
});

const ofSites = createRoute({
  method: "post",
  middleware: scoped,
  path: "/generation",
  summary: "Send what several sites produced",
  description,
  request: { query: onInvalid, body: bodyOfRows("NewGeneration") },
  responses,
});

/** POST /api/v1/generation and /api/v1/sites/{site_uuid}/generation */
export const newGenerationRoutes = () =>
  describeBodies(router(), {
    NewSiteGeneration: siteGeneration,
    NewGeneration: generationOfSites,
  })
    .openapi(ofSite, async (c) => {
      const { site_uuid } = await load(c, "site_uuid", sites.find);
      const { on_invalid } = c.req.valid("query");
      const isSkipping = on_invalid === "skip";
      const { data, ...sifted } = await inTurns(
        siftValues(siteGeneration, await jsonBody(c), { isSkipping }),
      );
      const values = (data?.values ?? []).map((value) => ({ site_uuid, ...value }));
      const store = storing(c.var.sql, data?.replace);
      return c.json(await addGeneration(c, { ...sifted, values }, on_invalid, store), 201);
    })
    .openapi(ofSites, async (c) => {
      const { on_invalid } = c.req.valid("query");
      const isSkipping = on_invalid === "skip";
      const { data, ...sifted } = await inTurns(
        siftValues(generationOfSites, await jsonBody(c), { isSkipping }),
      );
      const store = storing(c.var.sql, data?.replace);
      const sent = { ...sifted, values: data?.values ?? [] };
      return c.json(await addGeneration(c, sent, on_invalid, store), 201);
    });

const storing = (sql: ScopedSql, replace = false) => (values: NewGeneration[]) =>
  generation.add(sql, values, { replace });
