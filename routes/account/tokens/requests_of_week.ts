import type { Context } from "hono";
import { dayOf } from "../../../domain/time/time.ts";
import * as tokenUsage from "../../../sql/account/token_usage.ts";
import type { SignedIn } from "../../http/context.ts";

/** Counts the requests that each token of a user sent today and in the six UTC days before. */
export function requestsOfWeek(
  { var: { services: { database, now } } }: Pick<Context<SignedIn>, "var">,
  userUuid: string,
): Promise<Map<string, number>> {
  const from = dayOf(now(), "UTC").subtract({ days: 6 });
  return tokenUsage.countsOf(database.owner, userUuid, from.toString());
}
