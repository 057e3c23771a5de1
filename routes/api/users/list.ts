import { createRoute, z } from "@hono/zod-openapi";
import { AppError, found } from "../../../domain/errors.ts";
import { newUser } from "../../../domain/users/user.ts";
import { cursorPage } from "../../../sql/kit/page.ts";
import * as users from "../../../sql/users/users.ts";
import { addUser } from "../../admin/users/add_user.ts";
import { cursorQuery } from "../../http/params.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { linkNext } from "../next_page.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { userJson, userToJson } from "./user_json.ts";

const list = createRoute({
  method: "get",
  path: "/users",
  summary: "Users of all groups",
  middleware: adminScoped,
  request: {
    query: z.object({
      search: z.string().max(300, { error: "Search for at most 300 characters." }).default("")
        .describe("Part of an e-mail, of a group's name or of a UUID"),
      ...cursorQuery("users"),
    }),
  },
  responses: {
    200: json(
      z.object({ users: z.array(userJson), next_cursor: z.guid().nullable() }),
      "A page of users in the order of their UUIDs",
    ),
    ...problems,
    403: refusals[403],
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

/** GET and POST /api/v1/users */
export const userListRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { limit, cursor, search } = c.req.valid("query");
      const rows = await users.listAfter(c.var.sql, { search, limit, after: cursor });
      const page = cursorPage(rows, limit, "user_uuid");
      return c.json({
        users: page.rows.map(userToJson),
        next_cursor: linkNext(c, page.next_cursor),
      }, 200);
    })
    .openapi(create, async (c) => {
      const { user, errors } = await addUser(c.var.sql, c.req.valid("json"));
      if (!user) throw new AppError("invalid", errors[0]!.message, { fields: errors });
      const added = found(await users.findByUuid(c.var.sql, user.user_uuid), "user");
      const detail = `Added the user to ${added.site_group_name}.`;
      await recordSecurityEvent(c, { kind: "rights", detail, subject: added });
      return c.json(userToJson(added), 201);
    });
