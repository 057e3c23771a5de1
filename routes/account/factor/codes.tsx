import type { Context } from "hono";
import { hashRecoveryCode, newRecoveryCodes } from "../../../domain/account/secret.ts";
import { AppError } from "../../../domain/errors.ts";
import * as factors from "../../../sql/account/factors.ts";
import { NewCodesPage } from "../../../views/account/factor/codes.tsx";
import type { SignedIn } from "../../http/context.ts";
import { signedInRouter } from "../../http/router.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { showCodes } from "./new.tsx";

/** GET and POST /account/factor/codes: replaces the recovery codes, and shows the new ones once. */
export const newCodesPage = () =>
  signedInRouter()
    .afterPassword()
    .get("/account/factor/codes", async (c) => {
      const { recovery_codes: left } = await ownFactor(c);
      return c.render(<NewCodesPage left={left} />, { title: "New recovery codes" });
    })
    .post("/account/factor/codes", async (c) => {
      const { viewer, services: { database } } = c.var;
      const codes = newRecoveryCodes();
      const hashes = codes.map(hashRecoveryCode);
      if (!await factors.replaceCodes(database.owner, viewer.user_uuid, hashes)) throw NONE;
      await recordSecurityEvent(c, { kind: "factor", detail: "Made new recovery codes." });
      return showCodes(c, codes);
    });

const NONE = new AppError("conflict", "You have no second factor: set one up first.");

/** Returns the viewer's second factor. Throws conflict without one. */
export async function ownFactor(c: Context<SignedIn>) {
  const { viewer, services: { database } } = c.var;
  const factor = await factors.find(database.owner, viewer.user_uuid);
  if (!factor) throw NONE;
  return factor;
}
