import type { OwnerSql } from "../../db/client.ts";

const MOST = 1_000_000;

/** Lets the tokens of every user that there is send as many requests as a test has. */
export async function liftTokenLimits(owner: OwnerSql): Promise<void> {
  await owner`
    insert into app.request_limits (user_uuid, reads_per_minute, writes_per_minute)
    select user_uuid, ${MOST}, ${MOST} from users`;
}
