import { found } from "../../domain/errors.ts";
import { counted } from "../../domain/plural.ts";
import { pageOf } from "../../sql/kit/page.ts";
import * as alarms from "../../sql/loggers/alarms.ts";
import { AlarmsPage } from "../../views/loggers/alarms.tsx";
import { loggerUrl } from "../../views/loggers/urls.ts";
import { isolated } from "../../views/ui/isolated.ts";
import { flash } from "../http/flash.ts";
import { asUuid, pathUuid } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { loadLogger, LOGGER } from "./load_logger.ts";

const ALARMS = `${LOGGER}/alarms`;
/** Open alarms on the page, and past ones on each page of the history. */
const OPEN = 100;
const PAST = 50;

/** GET /sites/{uuid}/loggers/{logger}/alarms; POST …/{alarm}/dismiss and …/dismiss-all */
export const loggerAlarms = () =>
  scopedRouter()
    .get(ALARMS, async (c) => {
      const logger = await loadLogger(c);
      const { sql, services } = c.var;
      const after = asUuid(c.req.query("after"));
      const list = (list: "open" | "past", limit: number, after?: string) =>
        alarms.listAlarms(sql, logger.logger_uuid, { list, limit, after });
      const open = pageOf(await list("open", OPEN), OPEN);
      const past = { after, ...pageOf(await list("past", PAST, after), PAST) };
      const props = { logger, now: services.now(), past };
      const page = <AlarmsPage {...props} open={{ rows: open.rows, hasMore: open.hasNext }} />;
      return c.render(page, { title: `Alarms of ${isolated(logger.name)}` });
    })
    .post(`${ALARMS}/dismiss-all`, async (c) => {
      const logger = await loadLogger(c);
      const { sql, viewer } = c.var;
      const count = await alarms.dismissAlarms(sql, logger.logger_uuid, viewer.email);
      flash(c, `Dismissed ${counted(count, "alarm")}.`);
      return c.redirect(loggerUrl(logger, "/alarms"), 303);
    })
    .post(`${ALARMS}/:alarm/dismiss`, async (c) => {
      const logger = await loadLogger(c);
      const { sql, viewer } = c.var;
      const uuid = pathUuid(c, "alarm");
      found(await alarms.dismissAlarm(sql, logger.logger_uuid, uuid, viewer.email), "alarm");
      flash(c, "Dismissed the alarm.");
      return c.redirect(loggerUrl(logger, "/alarms"), 303);
    });
