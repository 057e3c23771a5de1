import { z } from "@hono/zod-openapi";

/** A day in a query string, as text. */
export const day = z.iso.date({ error: "Write the day like 2026-11-21." }).refine(
  (text) => /^(19|20)/.test(text),
  { error: "Write a day between 1900 and 2099." },
);
