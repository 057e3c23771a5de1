import { createRoute, z } from "@hono/zod-openapi";
import { AppError } from "../../../domain/errors.ts";
import { SECURITY_KINDS, type SecurityKind } from "../../../domain/operations/security_event.ts";
import { dayOf } from "../../../domain/time/time.ts";
import { pageOf } from "../../../sql/kit/page.ts";
import * as securityEvents from "../../../sql/operations/security_events.ts";
import { securityQuery } from "../../admin/security/query.ts";
import { cursorQuery } from "../../http/params.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { linkNext } from "../next_page.ts";
import { json, refusals, router } from "../router.ts";

const kinds = Object.keys(SECURITY_KINDS) as SecurityKind[];

const eventJson = z.object({
  event_uuid: z.guid(),
  kind: z.enum(kinds),
  at_utc: z.iso.datetime(),
  last_utc: z.iso.datetime().describe("Of the last of the events of a minute that were equal"),
  times: z.int().describe("How many there were"),
  user_uuid: z.guid().nullable().describe(
    "Who acted; null: a visitor who was not signed in, or a task",
  ),
  email: z.string().describe("Of that user at the time, or as it was typed"),
  subject_uuid: z.guid().nullable().describe("Whom it is about; null: who acted, or nobody"),
  subject_email: z.string(),
  address: z.string().nullable(),
  request_id: z.string(),
  detail: z.string(),
}).openapi("SecurityEvent");

const list = createRoute({
  method: "get",
  middleware: adminScoped,
  path: "/security-events",
  summary: "Sign-ins, refusals, and changes of what protects accounts, newest first",
  request: {
    query: z.object({
      ...cursorQuery("events"),
      from: z.string().optional().describe("First UTC day; a week up to the last when left out"),
      to: z.string().optional().describe("Last UTC day, itself included; today when left out"),
      kind: z.string().optional().describe(`One of ${kinds.join(", ")}`),
      q: z.string().optional().describe("Part of an e-mail address"),
    }),
  },
  responses: {
    200: json(
      z.object({ events: z.array(eventJson), next_cursor: z.guid().nullable() }),
      "Events; next_cursor is null on the last page",
    ),
    ...refusals,
  },
});

/** GET /api/v1/security-events */
export const securityRoutes = () =>
  router().openapi(list, async (c) => {
    const { sql, services } = c.var;
    const { limit, cursor, ...typed } = c.req.valid("query");
    const { query, errors } = securityQuery(typed, dayOf(services.now(), "UTC"));
    if (errors.length > 0) {
      throw new AppError("invalid", "Some parameters are not valid.", { fields: errors });
    }
    const listed = await securityEvents.list(sql, query, { limit, after: cursor });
    const { rows, hasNext } = pageOf(listed, limit);
    return c.json({
      events: rows,
      next_cursor: linkNext(c, hasNext ? rows.at(-1)!.event_uuid : null),
    }, 200);
  });
