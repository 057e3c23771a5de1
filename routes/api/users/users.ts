import { createRoute, z } from "@hono/zod-openapi";
import { AppError, found } from "../../../domain/errors.ts";
import { newUser, type User, userChange } from "../../../domain/users/user.ts";
import * as changes from "../../../sql/users/user_changes.ts";
import * as users from "../../../sql/users/users.ts";
import { cursorPage } from "../../../sql/kit/page.ts";
import { addUser } from "../../admin/users/add_user.ts";
import { adminScoped, scoped } from "../../middleware/scope.ts";
import { body, json, problems, refusals, router } from "../router.ts";

const userJson = z.object({
  user_uuid: z.guid(),
  email: z.string().nullable(),
  site_group_uuid: z.guid(),
  site_group_name: z.string().nullable(),
  is_admin: z.boolean().describe("The group administers: so does the user"),
  active: z.boolean().describe("May sign in and use tokens"),
  created_utc: z.string().nullable(),
  last_seen_utc: z.string().nullable().describe("The last request, to a few minutes"),
  deactivated_utc: z.string().nullable(),
  has_password: z.boolean(),
  sessions: z.int().describe("Browsers that are signed in now"),
  tokens: z.int().describe("API tokens that work now"),
}).openapi("User");

const params = z.object({ user_uuid: z.guid({ error: "This is no UUID." }) });
const forbidden = { 403: refusals[403] };

const list = createRoute({
  method: "get",
  path: "/users",
  summary: "Users of all groups",
  middleware: adminScoped,
  request: {
    query: z.object({
      search: z.string().max(300, { error: "Search for at most 300 characters." }).default("")
        .describe("Part of an e-mail, of a group's name or of a UUID"),
      limit: z.string().regex(/^([1-9]\d{0,2}|1000)$/, { error: "Ask for 1 to 1000 users." })
        .default("100"),
      cursor: z.guid({ error: "Send the next_cursor of the page before." }).optional(),
    }),
  },
  responses: {
    200: json(
      z.object({ users: z.array(userJson), next_cursor: z.guid().nullable() }),
      "A page of users in the order of their UUIDs",
    ),
    ...problems,
    ...forbidden,
  },
});

const create = createRoute({
  method: "post",
  path: "/users",
  summary: "Add a user",
  description: "Without a password: an admin makes the link to set one on the user's page.",
  middleware: adminScoped,
  request: { body: body(newUser) },
  responses: { 201: json(userJson, "The new user"), ...refusals },
});

const show = createRoute({
  method: "get",
  path: "/users/{user_uuid}",
  summary: "One user",
  middleware: adminScoped,
  request: { params },
  responses: { 200: json(userJson, "The user"), ...problems, ...forbidden },
});

const change = createRoute({
  method: "patch",
  path: "/users/{user_uuid}",
  summary: "Change a user's e-mail or group, deactivate or restore",
  description: "What is absent stays. Deactivating ends sessions, tokens and links for good.",
  middleware: adminScoped,
  request: { params, body: body(userChange) },
  responses: { 200: json(userJson, "The user as it is now"), ...refusals },
});

const remove = createRoute({
  method: "delete",
  path: "/users/{user_uuid}",
  summary: "Delete a user for ever",
  description: "The history of sites keeps the e-mail of who changed them.",
  middleware: adminScoped,
  request: { params },
  responses: { 204: { description: "The user is gone" }, ...refusals },
});

const me = createRoute({
  method: "get",
  path: "/me",
  summary: "Whose token this is, with the group and its members",
  middleware: scoped,
  responses: {
    200: json(
      z.object({
        user: z.object({ user_uuid: z.guid(), email: z.string().nullable() }),
        group: z.object({
          site_group_uuid: z.guid(),
          site_group_name: z.string(),
          is_admin: z.boolean(),
        }),
        members: z.array(z.object({ user_uuid: z.guid(), email: z.string().nullable() })),
        can_write: z.boolean().describe("What this token may"),
      }),
      "You",
    ),
    ...problems,
  },
});

/** /api/v1/users and /api/v1/me */
export function userRoutes() {
  return router()
    .openapi(list, async (c) => {
      const { limit: text, cursor: after, search } = c.req.valid("query");
      const limit = Number(text);
      const rows = await users.listAfter(c.var.sql, { search, limit, after });
      const page = cursorPage(rows, limit, "user_uuid");
      return c.json({ users: page.rows.map(toJson), next_cursor: page.next_cursor }, 200);
    })
    .openapi(create, async (c) => {
      const { user, errors } = await addUser(c.var.sql, c.req.valid("json"));
      if (!user) throw new AppError("invalid", errors[0]!.message, { fields: errors });
      const made = found(await users.findByUuid(c.var.sql, user.user_uuid), "user");
      return c.json(toJson(made), 201);
    })
    .openapi(show, async (c) => {
      const { user_uuid } = c.req.valid("param");
      return c.json(toJson(found(await users.findByUuid(c.var.sql, user_uuid), "user")), 200);
    })
    .openapi(change, async (c) => {
      const { user_uuid } = c.req.valid("param");
      const { email, site_group_uuid, active } = c.req.valid("json");
      if (email !== undefined) await changes.rename(c.var.sql, user_uuid, email);
      if (site_group_uuid) await changes.move(c.var.sql, user_uuid, site_group_uuid);
      if (active === true) await changes.restore(c.var.sql, user_uuid);
      if (active === false) await changes.deactivate(c.var.sql, user_uuid);
      return c.json(toJson(found(await users.findByUuid(c.var.sql, user_uuid), "user")), 200);
    })
    .openapi(remove, async (c) => {
      await changes.remove(c.var.sql, c.req.valid("param").user_uuid);
      return c.body(null, 204);
    })
    .openapi(me, async (c) => {
      const { user_uuid, email, site_group_uuid, site_group_name, is_admin, can_write } =
        c.var.viewer;
      const members = await users.members(c.var.sql, site_group_uuid);
      const group = { site_group_uuid, site_group_name, is_admin };
      return c.json({ user: { user_uuid, email: email || null }, group, members, can_write }, 200);
    });
}

function toJson({ link_expires_utc: _, ...user }: User): z.output<typeof userJson> {
  return { ...user, active: user.deactivated_utc === null };
}
