import { createRoute, z } from "@hono/zod-openapi";
import { AppError } from "../../../domain/errors.ts";
import { dayOf } from "../../../domain/time/time.ts";
import { daysAsked } from "../../../domain/operations/usage.ts";
import * as usage from "../../../sql/operations/usage.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { refusals, router } from "../router.ts";

const counts = { requests: z.int(), pages: z.int(), api: z.int() };

const usageJson = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  users: z.array(z.object({
    user_uuid: z.guid().nullable().describe("NULL: users who were deleted, or no user"),
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
    200: {
      description: "Who asked how often. Pages: addresses of pages; everything else is api",
      content: { "application/json": { schema: usageJson } },
    },
    ...refusals,
  },
});

/** GET /api/v1/usage */
export function usageRoutes() {
  return router().openapi(read, async (c) => {
    const today = dayOf(c.var.services.now(), "UTC");
    const { data, fields } = daysAsked(c.req.valid("query"), today);
    if (fields) throw new AppError("invalid", "Some parameters are not valid.", { fields });
    const asked = { ...data, kind: "all" } as const;
    const [users, days] = await Promise.all([
      usage.byUser(c.var.sql, asked),
      usage.byDay(c.var.sql, asked),
    ]);
    return c.json({ ...data, users, days }, 200);
  });
}
