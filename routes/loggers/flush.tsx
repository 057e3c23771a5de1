import type { Context } from "hono";
import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { countFlushed, flush } from "../../sql/loggers/flush.ts";
import { FlushPage } from "../../views/loggers/flush.tsx";
import { loggerUrl } from "../../views/loggers/urls.ts";
import { blankForm, type FormState } from "../../views/ui/form_state.ts";
import { wrongName } from "../http/confirm_name.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { scopedRouter } from "../http/router.ts";
import { loadLogger, LOGGER } from "./load_logger.ts";

const FLUSH = `${LOGGER}/flush`;

/** GET and POST /sites/{uuid}/loggers/{logger}/flush */
export const flushLogger = () =>
  scopedRouter()
    .get(FLUSH, async (c) => show(c, await loadLogger(c), blankForm()))
    .post(FLUSH, async (c) => {
      const logger = await loadLogger(c);
      const posted = await readForm(c);
      const errors = wrongName(posted, logger.name);
      if (errors.length > 0) return await show(c, logger, { values: posted, errors });
      await flush(c.var.sql, logger.logger_uuid);
      flash(c, "Deleted the sessions, messages and readings.");
      return c.redirect(loggerUrl(logger), 303);
    });

async function show(c: Context<Scoped>, logger: FramedLogger, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const things = await countFlushed(c.var.sql, logger.logger_uuid);
  const page = <FlushPage logger={logger} things={things} state={state} />;
  return c.render(page, { title: "Delete what a logger recorded" });
}
