import type { OwnerSql } from "../db/client.ts";
import * as users from "../sql/users/users.ts";

const ADVICE = `
There is no administrator yet. Make the first one, with the environment of this service, and open
the link that is printed:

  deno task user add you@example.org --group admins --admin
`;

/** Returns how to make the first administrator; undefined when there is one. */
export async function adviceWithoutAdmin(sql: OwnerSql): Promise<string | undefined> {
  return await users.hasAdmin(sql) ? undefined : ADVICE;
}
