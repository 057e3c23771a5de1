import type { OwnerSql } from "../db/client.ts";
import type { SecurityKind } from "../domain/operations/security_event.ts";
import * as securityEvents from "../sql/operations/security_events.ts";

/** Records in the security log what a task did about a user, whose e-mail address `email` is. */
export async function recordTask(
  sql: OwnerSql,
  kind: SecurityKind,
  detail: string,
  { user_uuid, email }: { user_uuid: string | null; email: string },
): Promise<void> {
  await securityEvents.add(sql, {
    kind,
    at: Temporal.Now.instant(),
    user_uuid: null,
    email: "",
    subject_uuid: user_uuid,
    subject_email: email,
    address: null,
    request_id: "",
    detail: `By a task: ${detail}`,
  });
}
