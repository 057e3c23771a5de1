import * as deviceRequests from "../../sql/loggers/device_requests.ts";
import { PART, RequestsPage, RequestsPart } from "../../views/loggers/requests.tsx";
import { isolated } from "../../views/ui/isolated.ts";
import { scopedRouter } from "../http/router.ts";
import { loadLogger, LOGGER } from "./load_logger.ts";

/** GET …/requests of a logger: what arrived last, and what was wrong with it. */
export const loggerRequests = () =>
  scopedRouter().get(`${LOGGER}/requests`, async (c) => {
    const logger = await loadLogger(c);
    const requests = await deviceRequests.latest(c.var.sql, logger.logger_uuid);
    const props = { logger, now: c.var.services.now(), requests };
    const title = `What arrives from ${isolated(logger.name)}`;
    return c.render(<RequestsPage {...props} />, {
      title,
      parts: { [PART]: <RequestsPart {...props} /> },
    });
  });
