import { hashSecret } from "../../domain/account/secret.ts";
import * as sessions from "../../sql/account/sessions.ts";
import { SessionsPage } from "../../views/account/sessions.tsx";
import { flash } from "../http/flash.ts";
import { signedInRouter } from "../http/router.ts";
import { recordSecurityEvent } from "../http/security_event.ts";
import { clearSession, readSession } from "../http/session_cookie.ts";

/** GET /account/sessions; POST …/end (all but this one) and …/end-all. */
export const accountSessions = () =>
  signedInRouter()
    .get("/account/sessions", async (c) => {
      const { viewer, services: { database } } = c.var;
      const current = hashSecret(readSession(c)!);
      const running = await sessions.listOf(database.owner, viewer.user_uuid, current);
      return c.render(<SessionsPage sessions={running} />, { title: "My sessions" });
    })
    .afterPassword()
    .post("/account/sessions/end", async (c) => {
      const { viewer, services: { database } } = c.var;
      const current = hashSecret(readSession(c)!);
      const ended = await sessions.endOthers(database.owner, viewer.user_uuid, current);
      const detail = `Ended ${ended} other sessions of one's own.`;
      await recordSecurityEvent(c, { kind: "session", detail });
      flash(c, ended === 1 ? "1 other session was ended." : `${ended} other sessions were ended.`);
      return c.redirect("/account/sessions", 303);
    })
    .post("/account/sessions/end-all", async (c) => {
      const { viewer, services: { database } } = c.var;
      await sessions.endAll(database.owner, viewer.user_uuid);
      const detail = "Ended all sessions of one's own.";
      await recordSecurityEvent(c, { kind: "session", detail });
      clearSession(c);
      flash(c, "You are signed out everywhere.");
      return c.redirect("/sign-in", 303);
    });
