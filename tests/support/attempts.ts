import type { OwnerSql } from "../../db/client.ts";

/** Makes the stored attempts to sign in so many seconds older: by itself enough for the next one. */
export async function ageAttempts(sql: OwnerSql, seconds = 60): Promise<void> {
  await sql`
    update app.sign_in_attempts set at_utc = at_utc - make_interval(secs => ${seconds})`;
}
