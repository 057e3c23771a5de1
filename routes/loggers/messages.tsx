import * as messages from "../../sql/loggers/messages.ts";
import * as sessions from "../../sql/loggers/sessions.ts";
import { LoggerMessagesPage } from "../../views/loggers/messages.tsx";
import { isolated } from "../../views/ui/isolated.ts";
import { scopedRouter } from "../http/router.ts";
import { loadLogger, LOGGER } from "./load_logger.ts";

/** Messages on the page. */
const LAST = 100;

/** GET /sites/{uuid}/loggers/{logger}/messages */
export const loggerMessages = () =>
  scopedRouter().get(`${LOGGER}/messages`, async (c) => {
    const logger = await loadLogger(c);
    const { sql, services } = c.var;
    const [newest] = await sessions.list(sql, logger.logger_uuid, { limit: 1 });
    const shown = newest
      ? await messages.last(sql, logger.logger_uuid, { number: newest.number, n: LAST })
      : [];
    const props = { logger, now: services.now(), session: newest, messages: shown };
    const title = `Messages of ${isolated(logger.name)}`;
    return c.render(<LoggerMessagesPage {...props} />, { title });
  });
