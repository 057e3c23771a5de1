import { createRoute, z } from "@hono/zod-openapi";
import type { Hint } from "../../../domain/sites/hints/hint.ts";
import { hintText } from "../../../domain/sites/hints/hint_text.ts";
import * as siteHints from "../../../sql/sites/site_hints.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { load } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { json, problems, router } from "../router.ts";
import { siteParams } from "./site_json.ts";

const hintJson = z.object({
  code: z.enum([
    "energy_in_the_dark",
    "above_capacity",
    "faces_another_way",
    "another_plane",
    "short_rows",
  ]),
  text: z.string().describe("The same in words, with what to check"),
  figures: z.record(z.string(), z.union([z.number(), z.array(z.string())])),
});

const hints = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites/{site_uuid}/hints",
  summary: "What contradicts the stated facts of a site in its measurements of the last 60 days",
  description: "Compared once a day and after each edit. None for a site with a battery, with " +
    "trackers or limited by contract.",
  request: { params: siteParams },
  responses: {
    200: json(
      z.object({
        day: z.string().nullable().describe("UTC day of the comparison; null: not compared yet"),
        hints: z.array(hintJson),
      }),
      "The hints",
    ),
    ...problems,
  },
});

/** GET /api/v1/sites/{site_uuid}/hints */
export const siteHintRoutes = () =>
  router().openapi(hints, async (c) => {
    const { site_uuid } = await load(c, "site_uuid", sites.find);
    const { day, hints } = await siteHints.find(c.var.sql, site_uuid);
    return c.json({ day, hints: hints.map(toJson) }, 200);
  });

function toJson(hint: Hint): z.output<typeof hintJson> {
  const { found, check } = hintText(hint);
  return { code: hint.code, text: `${found} ${check}`, figures: hint.figures };
}
