import type { OwnerSql } from "../db/client.ts";
import { hashSecret, newSecret } from "../domain/account/secret.ts";
import { emailAddress } from "../domain/account/sign_in.ts";
import { AppError } from "../domain/errors.ts";
import { type Config, publicUrl } from "../service/config.ts";
import * as passwords from "../sql/account/passwords.ts";
import { recordTask } from "./security_event.ts";

/** Returns an e-mail address in its usual form. Throws "invalid" when it is none. */
export function parseEmail(email: string): string {
  const result = emailAddress.safeParse(email);
  if (!result.success) {
    throw new AppError("invalid", `Not an e-mail address: ${email || "(nothing)"}.`);
  }
  return result.data;
}

/** Makes a link by which a user sets a password, once, and returns it. */
export async function makePasswordLink(
  sql: OwnerSql,
  config: Config,
  user: { user_uuid: string; email: string },
): Promise<string> {
  const secret = newSecret();
  await passwords.addLink(sql, user.user_uuid, hashSecret(secret), config.PASSWORD_LINK_HOURS);
  await recordTask(sql, "link", "made a link to set the password.", user);
  return `${publicUrl(config)}/set-password?token=${secret}`;
}
