import type { Context } from "hono";
import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { type SettingChanges, settingChanges } from "../../domain/loggers/setting.ts";
import { parse } from "../../domain/validation.ts";
import * as settings from "../../sql/loggers/settings.ts";
import { LoggerSettingsPage } from "../../views/loggers/settings.tsx";
import { loggerUrl } from "../../views/loggers/urls.ts";
import { blankForm, type FormState, type Posted, textsOf } from "../../views/ui/form_state.ts";
import { isolated } from "../../views/ui/isolated.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { scopedRouter } from "../http/router.ts";
import { loadLogger, LOGGER } from "./load_logger.ts";

const SETTINGS = `${LOGGER}/settings`;

/** GET and POST /sites/{uuid}/loggers/{logger}/settings */
export const loggerSettings = () =>
  scopedRouter()
    .get(SETTINGS, async (c) => show(c, await loadLogger(c), blankForm()))
    .post(SETTINGS, async (c) => {
      const logger = await loadLogger(c);
      const posted = await readForm(c);
      const { data, fields } = parse(settingChanges, changesOf(posted));
      if (fields) {
        const errors = fields.map(({ field, message }) => ({
          field: "",
          message: `${field || "Without a name"}: ${message}`,
        }));
        return await show(c, logger, { values: posted, errors });
      }
      await settings.write(c.var.sql, logger.logger_uuid, data);
      flash(c, "Saved.");
      return c.redirect(loggerUrl(logger, "/settings"), 303);
    });

/** Returns what a form changes: `key` and `value` once for each setting, `remove` for some keys. */
function changesOf(posted: Posted): SettingChanges {
  const state = { values: posted, errors: [] };
  const values = textsOf(state, "value");
  const removed = textsOf(state, "remove");
  const changes = textsOf(state, "key").map((key, i): [string, string | null] => {
    // Browsers send the line ends of a text area as CR LF.
    const value = (values[i] ?? "").replaceAll("\r\n", "\n");
    return [key.trim(), removed.includes(key) ? null : value];
  }).filter(([key, value]) => key !== "" || value !== "");
  return Object.fromEntries(changes);
}

async function show(c: Context<Scoped>, logger: FramedLogger, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const props = {
    logger,
    now: c.var.services.now(),
    settings: await settings.read(c.var.sql, logger.logger_uuid),
    state,
  };
  const title = `Settings of ${isolated(logger.name)}`;
  return c.render(<LoggerSettingsPage {...props} />, { title });
}
