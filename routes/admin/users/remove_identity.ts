import type { AdminSql } from "../../../db/scope.ts";
import { found } from "../../../domain/errors.ts";
import * as identities from "../../../sql/account/identities.ts";
import { RemoveIdentityPage } from "../../../views/admin/users/remove_identity.tsx";
import { confirmedChange } from "./confirm_change.tsx";

/** What the security log says of it, whichever way it came. */
export const IDENTITY_REMOVED = { kind: "identity", detail: "Removed the identity." } as const;

/** GET and POST /admin/users/{uuid}/remove-identity */
export const removeIdentity = () =>
  confirmedChange({
    path: "/admin/users/:user/remove-identity",
    title: "Remove the identity",
    Page: RemoveIdentityPage,
    apply: unbind,
    event: IDENTITY_REMOVED,
    done: "is bound to no identity any more.",
    afterPassword: true,
    endsSessions: false,
  });

/** Removes the identity of a user. Throws not_found for one who has none. */
export async function unbind(sql: AdminSql, userUuid: string): Promise<void> {
  found(await identities.remove(sql, userUuid) || undefined, "identity");
}
