import type { Context } from "hono";
import { AppError } from "../../../domain/errors.ts";
import type { FromDevice } from "../device.ts";

/** What clients send before they write: a database of any name exists. */
const KNOWN = /^(create\s+database\s|show\s+databases$)/i;

/** Handles a query: responds to CREATE DATABASE and SHOW DATABASES as if it was done, and to no other. */
export async function runQuery(c: Context<FromDevice>) {
  const query = c.req.query("q") ?? await queryInForm(c);
  if (!query) throw new AppError("malformed", 'missing required parameter "q"');
  const statements = query.split(";").map((one) => one.trim()).filter(Boolean);
  if (statements.length === 0 || !statements.every((one) => KNOWN.test(one))) {
    throw new AppError("malformed", "Readings are written here, and not queried.");
  }
  return c.json({ results: statements.map((_, statement_id) => ({ statement_id })) });
}

/** Telegraf sends its query as a form. */
async function queryInForm(c: Context<FromDevice>): Promise<string | null> {
  return c.req.method === "POST" ? new URLSearchParams(await c.req.text()).get("q") : null;
}
