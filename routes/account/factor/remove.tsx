import { mustHaveFactor } from "../../../domain/account/factor.ts";
import { hashSecret } from "../../../domain/account/secret.ts";
import { AppError } from "../../../domain/errors.ts";
import * as factors from "../../../sql/account/factors.ts";
import { RemoveFactorPage } from "../../../views/account/factor/remove.tsx";
import { flash } from "../../http/flash.ts";
import { signedInRouter } from "../../http/router.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { readSession } from "../../http/session_cookie.ts";
import { ownFactor } from "./codes.tsx";

/** GET and POST /account/factor/remove */
export const removeFactorPage = () =>
  signedInRouter()
    .afterPassword()
    .get("/account/factor/remove", async (c) => {
      await ownFactor(c);
      return c.render(<RemoveFactorPage />, { title: "Remove your second factor" });
    })
    .post("/account/factor/remove", async (c) => {
      const { viewer, services: { database, settings } } = c.var;
      await ownFactor(c);
      if (mustHaveFactor(settings.factorRequired, viewer)) {
        throw new AppError("conflict", "This service requires a second factor of admins.");
      }
      const kept = hashSecret(readSession(c)!);
      await factors.remove(database.owner, viewer.user_uuid, kept);
      await recordSecurityEvent(c, { kind: "factor", detail: "Removed the second factor." });
      flash(c, "Your second factor was removed, and your other sessions were ended.");
      return c.redirect("/account/factor", 303);
    });
