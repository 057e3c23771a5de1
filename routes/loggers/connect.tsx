import { ConnectPage } from "../../views/loggers/connect.tsx";
import { isolated } from "../../views/ui/isolated.ts";
import { originOf } from "../http/origin.ts";
import { scopedRouter } from "../http/router.ts";
import { loadLogger, LOGGER } from "./load_logger.ts";

/** GET …/connect of a logger: the configuration of programs that send to it. */
export const connectLogger = () =>
  scopedRouter().get(`${LOGGER}/connect`, async (c) => {
    const logger = await loadLogger(c);
    const props = { logger, now: c.var.services.now(), origin: originOf(c) };
    return c.render(<ConnectPage {...props} />, { title: `Connect ${isolated(logger.name)}` });
  });
