import type { Context } from "hono";
import type { Token } from "../../../domain/account/token.ts";
import type { User } from "../../../domain/users/user.ts";
import * as tokens from "../../../sql/account/tokens.ts";
import type { Administering } from "../../http/context.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";

/** Revokes a token of a user for an admin, and records that. */
export async function revokeTokenOf(
  c: Context<Administering>,
  user: User,
  { token_uuid, prefix }: Token,
): Promise<void> {
  await tokens.revokeOf(c.var.services.database.owner, user.user_uuid, token_uuid);
  await recordSecurityEvent(c, { kind: "token", detail: `Revoked ${prefix}.`, subject: user });
}
