import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Token } from "../../../domain/account/token.ts";
import { cursorPage } from "../../../sql/kit/page.ts";
import { linkNext } from "../next_page.ts";

const tokenJson = z.object({
  token_uuid: z.guid(),
  name: z.string(),
  prefix: z.string().describe("The start of the secret"),
  can_write: z.boolean(),
  only_generation: z.boolean().describe("It writes generation, and may do nothing else"),
  site_uuids: z.array(z.guid()).nullable().describe("The only sites it sees; null: all of yours"),
  may_rotate: z.boolean().describe("It can make its successor: POST /tokens/rotate"),
  successor_uuid: z.guid().nullable().describe("The token that took its place; null: none"),
  state: z.enum(["active", "expired", "revoked"]),
  created_utc: z.string(),
  expires_utc: z.string().nullable().describe("null: never"),
  last_used_utc: z.string().nullable().describe("Within a minute or so"),
  revoked_utc: z.string().nullable(),
}).openapi("Token");

/** A page of tokens in JSON. */
export const tokenPage = z.object({
  tokens: z.array(tokenJson),
  next_cursor: z.guid().nullable().describe("null on the last page"),
});

/** Returns a page of tokens, of which one more than `limit` was read, and links to the next one. */
export function pageOfTokens(c: Context, rows: Token[], limit: number): z.output<typeof tokenPage> {
  const page = cursorPage(rows, limit, "token_uuid");
  return { tokens: page.rows, next_cursor: linkNext(c, page.next_cursor) };
}
