import { pageOf } from "../../sql/kit/page.ts";
import * as sessions from "../../sql/loggers/sessions.ts";
import { LoggerSessionsPage } from "../../views/loggers/sessions.tsx";
import { loggerUrl } from "../../views/loggers/urls.ts";
import { isolated } from "../../views/ui/isolated.ts";
import { flash } from "../http/flash.ts";
import { scopedRouter } from "../http/router.ts";
import { loadLogger, LOGGER } from "./load_logger.ts";

const SESSIONS = `${LOGGER}/sessions`;
/** Sessions on a page. */
const PAGE = 50;

/** GET /sites/{uuid}/loggers/{logger}/sessions?before=, and POST its start and stop */
export const loggerSessions = () =>
  scopedRouter()
    .get(SESSIONS, async (c) => {
      const logger = await loadLogger(c);
      const { sql, services } = c.var;
      const before = Number(/^[1-9]\d{0,8}$/.exec(c.req.query("before") ?? "")?.[0] ?? NaN);
      const range = { limit: PAGE + 1, ...before && { before } };
      const { rows, hasNext } = pageOf(await sessions.list(sql, logger.logger_uuid, range), PAGE);
      const running = await sessions.running(sql, logger.logger_uuid);
      const props = { logger, now: services.now(), sessions: rows, running, hasNext };
      const title = `Sessions of ${isolated(logger.name)}`;
      return c.render(<LoggerSessionsPage {...props} isFirst={!before} />, { title });
    })
    .post(`${SESSIONS}/start`, async (c) => {
      const logger = await loadLogger(c);
      const { sql, services } = c.var;
      const started = await sessions.start(sql, logger.logger_uuid, services.now());
      flash(c, started ? `Session ${started.number} runs now.` : "A session runs already.");
      return c.redirect(loggerUrl(logger, "/sessions"), 303);
    })
    .post(`${SESSIONS}/stop`, async (c) => {
      const logger = await loadLogger(c);
      const { sql, services } = c.var;
      const stopped = await sessions.stop(sql, logger.logger_uuid, services.now());
      flash(c, stopped ? `Stopped session ${stopped.number}.` : "No session runs.");
      return c.redirect(loggerUrl(logger, "/sessions"), 303);
    });
