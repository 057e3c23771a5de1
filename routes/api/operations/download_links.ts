import { createRoute, z } from "@hono/zod-openapi";
import { AppError } from "../../../domain/errors.ts";
import { downloadPath } from "../../../domain/operations/exports/download_link.ts";
import * as downloadLinks from "../../../sql/operations/download_links.ts";
import { exportAddress, filled } from "../../exports/export_form.ts";
import { exportForm } from "../../exports/export_query.ts";
import { makeLink, revokeLink } from "../../exports/make_link.ts";
import { originOf } from "../../http/origin.ts";
import { uuid } from "../../http/params.ts";
import { lightScoped } from "../../middleware/scope.ts";
import { nextCursor, partOf, partQuery } from "../list_part.ts";
import { body, json, problems, refusals, router } from "../router.ts";

const linkJson = z.object({
  link_uuid: z.guid(),
  query: z.string().describe("What the file holds, as the query of /exports/file"),
  created_utc: z.string(),
  expires_utc: z.string(),
}).openapi("DownloadLink");

const list = createRoute({
  method: "get",
  path: "/download-links",
  summary: "Your own links to files that work, without their secrets",
  middleware: lightScoped,
  request: { query: partQuery },
  responses: {
    200: json(z.object({ links: z.array(linkJson), next_cursor: nextCursor }), "The newest first"),
    ...problems,
  },
});

const make = createRoute({
  method: "post",
  path: "/download-links",
  summary: "Make a link by which a file can be downloaded for 24 hours without a token",
  description:
    "The body has the parameters of an export, and `what`. Whoever has the link sees what you may " +
    "see at the time of the download.",
  middleware: lightScoped,
  request: { body: body(exportForm) },
  responses: {
    201: json(
      z.object({ link_uuid: z.guid(), url: z.string() }),
      "The link, which no other response shows",
    ),
    ...refusals,
  },
});

const revoke = createRoute({
  method: "delete",
  path: "/download-links/{link_uuid}",
  summary: "Revoke a link of your own",
  middleware: lightScoped,
  request: { params: z.object({ link_uuid: uuid() }) },
  responses: { 204: { description: "The link no longer works" }, ...refusals },
});

/** GET and POST /api/v1/download-links, DELETE of one below it. */
export const downloadLinkRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { viewer, services: { database } } = c.var;
      const all = await downloadLinks.listOf(database.owner, viewer.user_uuid);
      const { rows, next_cursor } = partOf(c, all, c.req.valid("query"), "link_uuid");
      return c.json({ links: rows, next_cursor }, 200);
    })
    .openapi(make, async (c) => {
      const link_uuid = crypto.randomUUID();
      const secret = await makeLink(c, link_uuid, exportAddress(filled(await c.req.json())));
      if (secret === undefined) throw new AppError("conflict", "Send the request again.");
      c.header("Cache-Control", "no-store");
      return c.json({ link_uuid, url: originOf(c) + downloadPath(secret) }, 201);
    })
    .openapi(revoke, async (c) => {
      await revokeLink(c, c.req.valid("param").link_uuid);
      return c.body(null, 204);
    });
