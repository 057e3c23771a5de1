import type { Context } from "hono";
import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { contentsOf } from "../../sql/loggers/logger_contents.ts";
import { deleteLogger } from "../../sql/loggers/loggers.ts";
import { DeleteLoggerPage } from "../../views/loggers/delete.tsx";
import { loggersUrl } from "../../views/loggers/urls.ts";
import { blankForm, type FormState } from "../../views/ui/form_state.ts";
import { isolated } from "../../views/ui/isolated.ts";
import { wrongName } from "../http/confirm_name.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { scopedRouter } from "../http/router.ts";
import { loadLogger, LOGGER } from "./load_logger.ts";

/** GET and POST …/delete of a logger. */
export const deleteLoggerPage = () =>
  scopedRouter()
    .get(`${LOGGER}/delete`, async (c) => show(c, await loadLogger(c), blankForm()))
    .post(`${LOGGER}/delete`, async (c) => {
      const logger = await loadLogger(c);
      const values = await readForm(c);
      const errors = wrongName(values, logger.name);
      if (errors.length > 0) return await show(c, logger, { values, errors });
      await deleteLogger(c.var.sql, logger.logger_uuid);
      flash(c, `${isolated(logger.name)} is deleted.`);
      return c.redirect(loggersUrl(logger.site_uuid), 303);
    });

async function show(c: Context<Scoped>, logger: FramedLogger, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const contents = await contentsOf(c.var.sql, logger.logger_uuid);
  const page = <DeleteLoggerPage logger={logger} contents={contents} state={state} />;
  return c.render(page, { title: `Delete ${isolated(logger.name)}` });
}
