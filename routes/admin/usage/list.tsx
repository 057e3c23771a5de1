import { type Context, Hono } from "hono";
import { z } from "zod";
import { found } from "../../../domain/errors.ts";
import { dayOf } from "../../../domain/time/time.ts";
import { daysAsked, USAGE_KINDS } from "../../../domain/operations/usage.ts";
import * as usage from "../../../sql/operations/usage.ts";
import { UsagePage, UsersTable } from "../../../views/admin/usage/list.tsx";
import { UserUsagePage } from "../../../views/admin/usage/show.tsx";
import type { Administering } from "../../http/context.ts";
import { limits, paged, pageNumber } from "../../http/paging.ts";

const ADDRESSES = 20;
const text = z.string().trim().max(255).catch("");
const query = z.object({
  kind: z.enum(USAGE_KINDS).catch("all"),
  q: text,
  from: text,
  to: text,
  page: pageNumber,
});

/** GET /admin/usage and /admin/usage/{uuid}; `unknown` instead of a UUID: requests of nobody. */
export function usageRoutes() {
  const routes = new Hono<Administering>();

  routes.get("/", async (c) => {
    const { asked, errors } = read(c);
    const { sql } = c.var;
    if (errors) return refuse(c, <UsagePage asked={asked} errors={errors} />);
    const [listed, days] = await Promise.all([
      usage.byUser(sql, asked, limits(asked.page)),
      usage.byDay(sql, asked),
    ]);
    const { rows, hasNext } = paged(listed);
    const props = { asked, users: rows, hasNext, days };
    return c.render(<UsagePage {...props} />, {
      title: "Usage",
      parts: { "usage-users": <UsersTable {...props} /> },
    });
  });

  routes.get("/:user", async (c) => {
    const user = await userAsked(c);
    const { asked, errors } = read(c);
    if (errors) return refuse(c, <UserUsagePage user={user} asked={asked} errors={errors} />);
    const ofUser = { ...asked, q: "", user: user.user_uuid };
    const [days, addresses] = await Promise.all([
      usage.byDay(c.var.sql, ofUser),
      usage.byAddress(c.var.sql, ofUser, ADDRESSES),
    ]);
    const props = { user, asked, days, addresses };
    return c.render(<UserUsagePage {...props} />, { title: "Usage of a user" });
  });

  return routes;
}

/** The question of the address; where its days are none, as it was typed, with what is wrong. */
function read(c: Context<Administering>) {
  const typed = query.parse(c.req.query());
  const { data, fields } = daysAsked(typed, dayOf(c.var.services.now(), "UTC"));
  return { asked: { ...typed, ...data }, errors: fields };
}

function refuse(c: Context<Administering>, page: ReturnType<typeof UsagePage>) {
  c.status(422);
  return c.render(page, { title: "Usage" });
}

async function userAsked(c: Context<Administering>) {
  const name = c.req.param("user") ?? "";
  if (name === "unknown") return { user_uuid: null, email: null };
  const isUuid = z.guid().safeParse(name).success;
  return found(isUuid ? await usage.findUser(c.var.sql, name) : undefined, "user");
}
