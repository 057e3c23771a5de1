import { createRoute, z } from "@hono/zod-openapi";
import { AppError, found } from "../../../domain/errors.ts";
import { changesOf } from "../../../domain/sites/site_history.ts";
import { newSite, siteEdit } from "../../../domain/sites/site_input.ts";
import * as siteHistory from "../../../sql/sites/site_history.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { scoped } from "../../middleware/scope.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { siteJson, siteParams, siteToJson } from "./list.ts";

const add = createRoute({
  method: "post",
  middleware: scoped,
  path: "/sites",
  summary: "Add a site to your group",
  request: { body: body(newSite) },
  responses: { 201: json(siteJson, "The new site"), ...refusals },
});

const edit = createRoute({
  method: "patch",
  middleware: scoped,
  path: "/sites/{site_uuid}",
  summary: "Edit a site: exactly the keys that are sent, null takes a value away",
  request: { params: siteParams, body: body(siteEdit) },
  responses: { 200: json(siteJson, "The site as it is now"), ...refusals },
});

const leave = createRoute({
  method: "post",
  middleware: scoped,
  path: "/sites/{site_uuid}/leave",
  summary: "Remove a site from your group; in no ordinary group any more it becomes inactive",
  request: { params: siteParams },
  responses: {
    200: json(z.object({ active: z.boolean() }), "Whether the site is still active"),
    ...refusals,
  },
});

const entryJson = z.object({
  created_utc: z.string().nullable(),
  operation: z.string().describe("INSERT, UPDATE or DELETE"),
  who: z.enum(["own", "admin", "other"]).nullable()
    .describe("Whose change: of your group, an admin's, another group's; null: nobody is named"),
  email: z.string().nullable().describe("Of your own group's people; admins read everybody's"),
  through: z.string().nullable().describe("form, api or task; null: straight into the database"),
  database_role: z.string().nullable(),
  changes: z.array(z.object({ column: z.string(), before: z.unknown(), after: z.unknown() })),
}).openapi("SiteChange");

const history = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites/{site_uuid}/history",
  summary: "What happened to a site, newest first",
  request: {
    params: siteParams,
    query: z.object({
      page: z.string().regex(/^[1-9]\d{0,4}$/, { error: "Ask for a page from 1 on." }).default("1"),
    }),
  },
  responses: {
    200: json(
      z.object({ history: z.array(entryJson), next_page: z.int().nullable() }),
      "A page of 100 changes",
    ),
    ...problems,
  },
});

const PAGE = 100;

/** POST /api/v1/sites; PATCH, /leave and /history of a site */
export function siteWriteRoutes() {
  return router().openapi(add, async (c) => {
    const made = await sites.create(c.var.sql, c.req.valid("json"));
    return c.json(siteToJson(found(await sites.find(c.var.sql, made), "site")), 201);
  }).openapi(edit, async (c) => {
    const { site_uuid } = c.req.valid("param");
    const { version, ...changes } = c.req.valid("json");
    const done = await sites.update(c.var.sql, site_uuid, changes, version);
    const site = found(await sites.find(c.var.sql, site_uuid), "site");
    if (done === "changed meanwhile") {
      const message = `Your edit is of version ${version}, but the site is at ${site.version}: ` +
        "it was changed meanwhile. Read it again, and send the edit with the new version.";
      throw new AppError("conflict", message);
    }
    return c.json(siteToJson(site), 200);
  }).openapi(leave, async (c) => {
    const { site_uuid } = c.req.valid("param");
    const site = found(await sites.find(c.var.sql, site_uuid), "site");
    const deactivated = await sites.leave(c.var.sql, site_uuid);
    return c.json({ active: site.active !== false && !deactivated }, 200);
  }).openapi(history, async (c) => {
    const { site_uuid } = c.req.valid("param");
    const page = Number(c.req.valid("query").page);
    const options = { limit: PAGE, offset: (page - 1) * PAGE };
    const listed = await siteHistory.list(c.var.sql, site_uuid, options);
    // For admins the history outlives its site.
    if (listed.length === 0) found(await sites.find(c.var.sql, site_uuid), "site");
    const next_page = listed.length > PAGE ? page + 1 : null;
    return c.json({ history: listed.slice(0, PAGE).map(toJson), next_page }, 200);
  });
}

function toJson(entry: Awaited<ReturnType<typeof siteHistory.list>>[number]) {
  const { created_utc, operation_type, who, email, changed_through, database_role } = entry;
  return {
    created_utc,
    operation: operation_type,
    who,
    email,
    through: changed_through,
    database_role,
    changes: changesOf(entry),
  };
}
