import type { Context } from "hono";
import { z } from "zod";
import { USAGE_KINDS, usageDays } from "../../../domain/operations/usage.ts";
import { dayOf } from "../../../domain/time/time.ts";
import { page } from "../../http/params.ts";

const text = z.string().trim().max(255).catch("");
const query = z.object({ kind: z.enum(USAGE_KINDS).catch("all"), q: text, from: text, to: text });

/** Parses the query string of the usage pages. With invalid days it has them as typed, and errors. */
export function usageQuery(c: Context) {
  const typed = query.parse(c.req.query());
  const { data, fields } = usageDays(typed, dayOf(c.var.services.now(), "UTC"));
  return { query: { ...typed, ...page(c), ...data }, errors: fields };
}
