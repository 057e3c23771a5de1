import { createRoute, type z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ScopedSql } from "../../../db/scope.ts";
import type { NewGeneration } from "../../../domain/generation/generation_value.ts";
import { generationOfSites, siteGeneration } from "../../../domain/generation/new_generation.ts";
import { found } from "../../../domain/errors.ts";
import { siftValues } from "../../../domain/sift.ts";
import * as generation from "../../../sql/generation/generation.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { load, pathUuid } from "../../http/params.ts";
import { inTurns } from "../../../db/turns.ts";
import type { Scoped } from "../../http/context.ts";
import { uploadFormat } from "../../http/upload_format.ts";
import { inScope } from "../../middleware/scope.ts";
import { scopedOrUpload } from "../../middleware/scoped_or_upload.ts";
import {
  ALL_OR_NONE,
  bodyOfLines,
  BY_LINES,
  describeBodies,
  jsonBody,
  onInvalidOrReplace,
} from "../ingestion.ts";
import { GenerationUpload } from "../uploads/generation_upload.ts";
import { receiveUpload } from "../uploads/receive.ts";
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

const ONE_VALUE = "a value as those of JSON";
const description =
  `${ALL_OR_NONE} What is stored for a period stays, unless replace is true and your group brought ` +
  `it. A period that overlaps another one is left out, and listed as a conflict. ${BY_LINES}`;
const responses = {
  200: json(storedGeneration, "What would become of the rows (dry_run)"),
  201: json(storedGeneration, "What became of the rows"),
  ...refusals,
};

const ofSite = createRoute({
  method: "post",
  middleware: scopedOrUpload,
  path: "/sites/{site_uuid}/generation",
  summary: "Send what a site produced",
  description,
  request: {
    params: siteParams,
    query: onInvalidOrReplace,
    body: bodyOfLines("NewSiteGeneration", ONE_VALUE),
  },
  responses,
});

const ofSites = createRoute({
  method: "post",
  middleware: scopedOrUpload,
  path: "/generation",
  summary: "Send what several sites produced",
  description,
  request: { query: onInvalidOrReplace, body: bodyOfLines("NewGeneration", ONE_VALUE) },
  responses,
});

/** POST /api/v1/generation and /api/v1/sites/{site_uuid}/generation */
export const newGenerationRoutes = () =>
  describeBodies(router(), {
    NewSiteGeneration: siteGeneration,
    NewGeneration: generationOfSites,
  })
    .openapi(ofSite, async (c) => {
      if (uploadFormat(c)) return await upload(c, pathUuid(c, "site_uuid"));
      const { site_uuid } = await load(c, "site_uuid", sites.find);
      const { on_invalid, dry_run } = c.req.valid("query");
      const isSkipping = on_invalid === "skip";
      const { data, ...sifted } = await inTurns(
        siftValues(siteGeneration, await jsonBody(c), { isSkipping }),
      );
      const values = (data?.values ?? []).map((value) => ({ site_uuid, ...value }));
      const store = storing(c.var.sql, data?.replace);
      c.set("isDryRun", dry_run);
      return responseOf(c, await addGeneration(c, { ...sifted, values }, on_invalid, store));
    })
    .openapi(ofSites, async (c) => {
      if (uploadFormat(c)) return await upload(c);
      const { on_invalid, dry_run } = c.req.valid("query");
      const isSkipping = on_invalid === "skip";
      const { data, ...sifted } = await inTurns(
        siftValues(generationOfSites, await jsonBody(c), { isSkipping }),
      );
      const store = storing(c.var.sql, data?.replace);
      const sent = { ...sifted, values: data?.values ?? [] };
      c.set("isDryRun", dry_run);
      return responseOf(c, await addGeneration(c, sent, on_invalid, store));
    });

/** Takes measurements line by line. */
async function upload(c: GenerationContext, siteUuid?: string) {
  if (siteUuid !== undefined) {
    found(await inScope(c, (sql) => sites.find(sql, siteUuid)), "site");
  }
  const { on_invalid: onInvalid, replace, dry_run } = c.req.valid("query");
  const nowMs = c.var.services.now().epochMilliseconds;
  const rows = new GenerationUpload({ siteUuid, onInvalid, nowMs }, replace);
  c.set("isDryRun", dry_run);
  return await receiveUpload(c, rows, (stored) => responseOf(c, stored));
}

/** Responds with what became of the rows; in a dry run, with what would become of them. */
function responseOf(c: GenerationContext, stored: Awaited<ReturnType<typeof addGeneration>>) {
  if (c.var.isDryRun) return c.json({ ...stored, batch_id: null }, 200);
  return c.json(stored, 201);
}

type Query = { out: { query: z.output<typeof onInvalidOrReplace> } };
type GenerationContext = Context<Scoped, string, Query>;

const storing = (sql: ScopedSql, replace = false) => (values: NewGeneration[]) =>
  generation.add(sql, values, { replace });
