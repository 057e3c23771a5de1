import { createRoute, z } from "@hono/zod-openapi";
import { AppError } from "../../../domain/errors.ts";
import { dayOf } from "../../../domain/time/time.ts";
import { usageDays } from "../../../domain/operations/usage.ts";
import * as usage from "../../../sql/operations/usage.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { json, refusals, router } from "../router.ts";

const counts = { requests: z.int(), pages: z.int(), api: z.int() };

const usageJson = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  users: z.array(z.object({
    user_uuid: z.guid().nullable().describe("null: deleted users, and requests of nobody"),
    email: z.string().nullable(),
    ...counts,
    last_request_utc: z.iso.datetime(),
  })).describe("Most requests first"),
  days: z.array(z.object({ day: z.iso.date(), ...counts })),
}).openapi("Usage");

const read = createRoute({
  method: "get",
  middleware: adminScoped,
  path: "/usage",
  summary: "Requests per user and per day, in UTC days",
  request: {
    query: z.object({
      from: z.string().optional().describe("First day; a week up to the last when left out"),
      to: z.string().optional().describe("Last day, itself included; today when left out"),
    }),
  },
  responses: {
    200: json(usageJson, "Requests by user and by day: of pages, and of everything else (api)"),
    ...refusals,
  },
});

/** GET /api/v1/usage */
export const usageRoutes = () =>
  router().openapi(read, async (c) => {
    const { sql, services } = c.var;
    const { data, fields } = usageDays(c.req.valid("query"), dayOf(services.now(), "UTC"));
    if (fields) throw new AppError("invalid", "Some parameters are not valid.", { fields });
    const filter = { ...data, kind: "all" } as const;
    const [users, days] = await Promise.all([usage.byUser(sql, filter), usage.byDay(sql, filter)]);
    return c.json({ ...data, users, days }, 200);
  });
