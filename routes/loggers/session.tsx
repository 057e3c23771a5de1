import type { Context } from "hono";
import { type ScopedSql, withScope } from "../../db/scope.ts";
import { found } from "../../domain/errors.ts";
import { findFramed } from "../../sql/loggers/framed_logger.ts";
import * as sessions from "../../sql/loggers/sessions.ts";
import { ClearSessionPage, DeleteSessionPage } from "../../views/loggers/remove_session.tsx";
import { loggerUrl } from "../../views/loggers/urls.ts";
import type { Scoped, SignedIn } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { pathUuid } from "../http/params.ts";
import { scopedRouter, signedInRouter } from "../http/router.ts";
import { LOGGER } from "./load_logger.ts";
import { respondWithSession } from "./session_file.ts";

const SESSION = `${LOGGER}/sessions/:number{[0-9]+}`;

/** GET and POST /sites/{uuid}/loggers/{logger}/sessions/{number}/clear and delete */
export const loggerSession = () =>
  scopedRouter()
    .get(`${SESSION}/clear`, async (c) => {
      const props = await loadSession(c);
      return c.render(<ClearSessionPage {...props} />, { title: "Delete the readings" });
    })
    .post(`${SESSION}/clear`, async (c) => {
      const { logger, session: { number } } = await loadSession(c);
      await sessions.clear(c.var.sql, logger.logger_uuid, number);
      flash(c, `Deleted the readings of session ${number}.`);
      return c.redirect(loggerUrl(logger, "/sessions"), 303);
    })
    .get(`${SESSION}/delete`, async (c) => {
      const props = await loadSession(c);
      return c.render(<DeleteSessionPage {...props} />, { title: "Delete a session" });
    })
    .post(`${SESSION}/delete`, async (c) => {
      const { logger, session: { number } } = await loadSession(c);
      await sessions.remove(c.var.sql, logger.logger_uuid, number);
      flash(c, `Deleted session ${number}.`);
      return c.redirect(loggerUrl(logger, "/sessions"), 303);
    });

/** GET /sites/{uuid}/loggers/{logger}/sessions/{number}/export.csv */
export const loggerSessionFile = () =>
  signedInRouter().get(`${SESSION}/export.csv`, async (c: Context<SignedIn>) => {
    const { viewer, services } = c.var;
    const loaded = await withScope(
      services.database.requests,
      viewer,
      { readOnly: true },
      (sql) => sessionIn(sql, c),
    );
    return await respondWithSession(c, loaded, c.var);
  });

const loadSession = (c: Context<Scoped>) => sessionIn(c.var.sql, c);

async function sessionIn(sql: ScopedSql, { req }: Pick<Context, "req">) {
  const [site, uuid] = [pathUuid({ req }, "site"), pathUuid({ req }, "logger")];
  const logger = found(await findFramed(sql, site, uuid), "logger");
  const number = Number(req.param("number"));
  const session = number < 2 ** 31 ? await sessions.find(sql, uuid, number) : undefined;
  return { logger, session: found(session, "session") };
}
