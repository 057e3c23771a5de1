import { createRoute, z } from "@hono/zod-openapi";
import { json, problems, router } from "../router.ts";

const me = createRoute({
  method: "get",
  path: "/me",
  summary: "Whose token this is, with the group and its members",
  responses: {
    200: json(
      z.object({
        user: z.object({ user_uuid: z.guid(), email: z.string().nullable() }),
        group: z.object({
          site_group_uuid: z.guid(),
          site_group_name: z.string(),
          is_admin: z.boolean(),
        }),
        members: z.array(z.object({ user_uuid: z.guid(), email: z.string().nullable() }))
          .describe("With a token that is limited to some sites: you alone"),
        can_write: z.boolean().describe("Whether this token may write"),
        site_uuids: z.array(z.guid()).nullable().describe("The only sites it sees; null: all"),
      }),
      "You",
    ),
    ...problems,
  },
});

/** GET /api/v1/me */
export const meRoutes = () =>
  router().openapi(me, (c) => {
    const { viewer, readWithToken } = c.var;
    const { user_uuid, email, site_group_uuid, site_group_name, is_admin, can_write, site_uuids } =
      viewer;
    const user = { user_uuid, email: email || null };
    const members = site_uuids ? [user] : readWithToken?.members ?? [user];
    const group = { site_group_uuid, site_group_name, is_admin };
    return c.json({ user, group, members, can_write, site_uuids: site_uuids ?? null }, 200);
  });
