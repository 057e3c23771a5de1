import type { Context } from "hono";
import { z } from "zod";
import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { type LoggerEdit, loggerEdit } from "../../domain/loggers/logger.ts";
import { updateLogger } from "../../sql/loggers/loggers.ts";
import { EditLoggerPage } from "../../views/loggers/edit.tsx";
import { loggerUrl } from "../../views/loggers/urls.ts";
import { blankForm, type FormState } from "../../views/ui/form_state.ts";
import { isolated } from "../../views/ui/isolated.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { scopedRouter } from "../http/router.ts";
import { writeForm } from "../http/write_form.ts";
import { loadLogger, LOGGER } from "./load_logger.ts";
import { nameFree } from "./name_free.ts";

const EDIT = `${LOGGER}/edit`;
const versionField = z.string().regex(/^\d{1,9}$/).transform(Number).catch(0);

/** GET and POST …/edit of a logger. */
export const editLogger = () =>
  scopedRouter()
    .get(EDIT, async (c) => {
      const logger = await loadLogger(c);
      return show(c, logger, blankForm(logger));
    })
    .post(EDIT, async (c) => {
      const logger = await loadLogger(c);
      const { site_uuid, logger_uuid } = logger;
      const posted = await readForm(c);
      const version = versionField.parse(posted.version);
      if (version !== logger.version) return showBoth(c, logger, { values: posted, errors: [] });
      const changes = { note: "", ...posted };
      const errors = await writeForm(wholeEdit, changes, async (data) => {
        await nameFree(c.var.sql, site_uuid, data.name, logger_uuid);
        await updateLogger(c.var.sql, logger_uuid, data, version);
      });
      if (errors) return show(c, logger, { values: posted, errors });
      flash(c, "Saved.");
      return c.redirect(loggerUrl(logger), 303);
    });

/** A form sends all fields: an empty note is no note. */
const wholeEdit = loggerEdit.required().extend({
  note: loggerEdit.shape.note.unwrap().default(""),
});

const FIELDS = ["name", "note", "interval_seconds", "zone"] as const satisfies (keyof LoggerEdit)[];

/** Shows the form with what was typed, and beside it what somebody else has saved meanwhile. */
function showBoth(c: Context<Scoped>, logger: FramedLogger, { values }: FormState) {
  const errors = FIELDS.filter((field) => `${values[field] ?? ""}` !== `${logger[field]}`)
    .map((field) => ({
      field,
      message: `Somebody saved meanwhile: ${logger[field] || "nothing"}`,
    }));
  const general = {
    field: "",
    message: "The logger was changed after you opened this form. Save again to write your values.",
  };
  return show(c, logger, { values, errors: [general, ...errors] });
}

function show(c: Context<Scoped>, logger: FramedLogger, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const page = <EditLoggerPage logger={logger} now={c.var.services.now()} state={state} />;
  return c.render(page, { title: `Edit ${isolated(logger.name)}` });
}
