import { Hono } from "hono";
import { AppError } from "../../domain/errors.ts";
import { hashSecret } from "../../domain/account/secret.ts";
import * as sessions from "../../sql/account/sessions.ts";
import * as users from "../../sql/users/users.ts";
import { AccountPage } from "../../views/account/show.tsx";
import { SessionsPage } from "../../views/account/sessions.tsx";
import type { SignedIn } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { readTheme, theme, writeTheme } from "../http/theme.ts";
import { scoped } from "../middleware/scope.ts";
import { clearSession, readSession } from "../http/session_cookie.ts";
import { passwordRoutes } from "./password.tsx";

/** GET /account and …/sessions; POST …/theme, …/sessions/end and …/sessions/end-all. */
export function accountRoutes() {
  const routes = new Hono<SignedIn>();
  routes.route("/password", passwordRoutes());

  routes.get("/", scoped, async (c) => {
    const { viewer, sql } = c.var;
    const members = await users.members(sql, viewer.site_group_uuid);
    return c.render(<AccountPage user={viewer} members={members} theme={readTheme(c)} />, {
      title: "My account",
    });
  });

  routes.post("/theme", async (c) => {
    const { data, error } = theme.safeParse((await readForm(c)).theme);
    if (error) throw new AppError("invalid", error.issues[0]!.message);
    writeTheme(c, data);
    return c.redirect("/account", 303);
  });

  routes.get("/sessions", async (c) => {
    const { viewer, services: { database, settings } } = c.var;
    const current = hashSecret(readSession(c, settings)!);
    const running = await sessions.listOf(database.owner, viewer.user_uuid, current);
    return c.render(<SessionsPage sessions={running} />, { title: "My sessions" });
  });

  routes.post("/sessions/end", async (c) => {
    const { viewer, services: { database, settings } } = c.var;
    const current = hashSecret(readSession(c, settings)!);
    const ended = await sessions.endOthers(database.owner, viewer.user_uuid, current);
    flash(c, ended === 1 ? "1 other session was ended." : `${ended} other sessions were ended.`);
    return c.redirect("/account/sessions", 303);
  });

  routes.post("/sessions/end-all", async (c) => {
    const { viewer, services: { database, settings } } = c.var;
    await sessions.endAll(database.owner, viewer.user_uuid);
    clearSession(c, settings);
    flash(c, "You are signed out everywhere.");
    return c.redirect("/sign-in", 303);
  });

  return routes;
}
