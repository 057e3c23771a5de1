import { createRoute, z } from "@hono/zod-openapi";
import { found } from "../../../domain/errors.ts";
import { attentionText } from "../../../domain/sites/attention/attention_text.ts";
import { dismissal, DISMISSAL_REASONS } from "../../../domain/sites/attention/dismissal.ts";
import { ATTENTION_KINDS } from "../../../domain/sites/attention/kinds.ts";
import * as attention from "../../../sql/sites/attention.ts";
import { uuid } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { nextCursor, partOf, partQuery } from "../list_part.ts";
import { body, describeFields, json, problems, refusals, router } from "../router.ts";
import { siteParams } from "./site_json.ts";

const attentionJson = z.object({
  attention_uuid: z.guid(),
  site_uuid: z.guid(),
  kind: z.enum(ATTENTION_KINDS),
  since_utc: z.iso.datetime(),
  numbers: z.record(z.string(), z.unknown()).describe("The figures that show it, by kind"),
  text: z.string().describe("The same in words, with times in UTC"),
  dismissed: z.object({
    reason: z.enum(DISMISSAL_REASONS),
    text: z.string().nullable(),
    dismissed_utc: z.iso.datetime(),
    dismissed_by: z.string().nullable(),
  }).nullable().describe("Why your group does not want to see it; null: it does"),
}).openapi("Attention");

const list = createRoute({
  method: "get",
  middleware: scoped,
  path: "/attention",
  summary: "What is wrong with your sites, by site",
  description: "Looked for each quarter hour. A dismissed row is listed only with dismissed=true.",
  request: {
    query: partQuery.extend({
      kind: z.enum(ATTENTION_KINDS, {
        error: `Ask for one of ${ATTENTION_KINDS.join(", ")}.`,
      }).optional(),
      site_uuid: uuid().optional(),
      dismissed: z.enum(["true", "false"], { error: "Write true or false." }).default("false"),
    }),
  },
  responses: {
    200: json(
      z.object({ attention: z.array(attentionJson), next_cursor: nextCursor }),
      "What has not ended",
    ),
    ...problems,
  },
});

const path = "/sites/{site_uuid}/attention/{attention_uuid}/dismissal";
const params = siteParams.extend({ attention_uuid: uuid() });
describeFields(dismissal, { text: "The reason in words; needed with other" });

const dismiss = createRoute({
  method: "post",
  middleware: scoped,
  path,
  summary: "Dismiss what is wrong with a site, for your group, until it ends",
  request: { params, body: body(dismissal) },
  responses: { 204: { description: "It was dismissed" }, ...refusals },
});

const takeBack = createRoute({
  method: "delete",
  middleware: scoped,
  path,
  summary: "Show again what your group dismissed",
  request: { params },
  responses: { 204: { description: "It is shown again" }, ...refusals },
});

/** GET /api/v1/attention; POST and DELETE …/sites/{site_uuid}/attention/{uuid}/dismissal. */
export const attentionRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { kind, site_uuid, dismissed, ...part } = c.req.valid("query");
      const rows = await attention.list(c.var.sql, { kind, siteUuid: site_uuid });
      const shown = rows.filter((row) => dismissed === "true" || row.dismissed === null);
      const page = partOf(c, shown, part, "attention_uuid");
      return c.json({
        attention: page.rows.map((row) => ({ ...row, text: attentionText(row, "UTC") })),
        next_cursor: page.next_cursor,
      }, 200);
    })
    .openapi(dismiss, async (c) => {
      const { site_uuid, attention_uuid } = c.req.valid("param");
      found(await attention.find(c.var.sql, site_uuid, attention_uuid), "attention");
      await attention.dismiss(c.var.sql, attention_uuid, c.req.valid("json"));
      return c.body(null, 204);
    })
    .openapi(takeBack, async (c) => {
      const { site_uuid, attention_uuid } = c.req.valid("param");
      found(await attention.find(c.var.sql, site_uuid, attention_uuid), "attention");
      await attention.takeBack(c.var.sql, attention_uuid);
      return c.body(null, 204);
    });
