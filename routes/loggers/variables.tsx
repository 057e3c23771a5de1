import type { Context } from "hono";
import { z } from "zod";
import { AppError, type FieldError, found } from "../../domain/errors.ts";
import { PERIOD_MINUTES } from "../../domain/loggers/count_span.ts";
import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import type { LoggerVariable, VariableChanges } from "../../domain/loggers/logger_variable.ts";
import type { Mapping } from "../../domain/loggers/mapping.ts";
import { countFrom, mappingOf, variableForm } from "../../domain/loggers/mapping_form.ts";
import { fittingPresets } from "../../domain/loggers/presets.ts";
import { recountPreview } from "../../sql/loggers/recount_preview.ts";
import {
  conflictRanges,
  periodMinutes,
  setPeriodMinutes,
} from "../../sql/loggers/site_settings.ts";
import { listVariables, updateVariable } from "../../sql/loggers/variables.ts";
import { loggerUrl } from "../../views/loggers/urls.ts";
import { VariableFormPage, type VariableFormProps } from "../../views/loggers/variable_form.tsx";
import { VariablesPage } from "../../views/loggers/variables.tsx";
import { blankForm, type Posted } from "../../views/ui/form_state.ts";
import { isolated } from "../../views/ui/isolated.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { parseForm } from "../http/parse_form.ts";
import { scopedRouter } from "../http/router.ts";
import { loadLogger, LOGGER } from "./load_logger.ts";

const VARIABLES = `${LOGGER}/variables`;
const VARIABLE = `${VARIABLES}/:variable{[1-9][0-9]*}`;
/** Ranges of conflicts that the page lists. */
const MOST_RANGES = 20;

const periodForm = z.object({
  period_minutes: z.union(PERIOD_MINUTES.map((minutes) => z.literal(String(minutes))), {
    error: "Choose 5, 10, 15 or 30 minutes.",
  }),
});

/** GET /sites/{uuid}/loggers/{logger}/variables; GET and POST …/{variable}; POST …/period */
export const loggerVariables = () =>
  scopedRouter()
    .get(VARIABLES, async (c) => {
      const logger = await loadLogger(c);
      const { sql, services } = c.var;
      const variables = await listVariables(sql, logger.logger_uuid);
      const props = {
        logger,
        now: services.now(),
        variables,
        presets: fittingPresets(variables.map(({ name }) => name)),
        minutes: await periodMinutes(sql, logger.site_uuid),
        conflicts: await conflictRanges(sql, logger.site_uuid, MOST_RANGES),
      };
      return c.render(<VariablesPage {...props} />, {
        title: `Variables of ${isolated(logger.name)}`,
      });
    })
    .post(`${VARIABLES}/period`, async (c) => {
      const logger = await loadLogger(c);
      const { data, fields } = parseForm(periodForm, await readForm(c));
      if (fields) throw new AppError("invalid", fields[0]!.message, { fields });
      await setPeriodMinutes(c.var.sql, logger.site_uuid, Number(data.period_minutes));
      flash(c, "Saved the period. What the loggers feed is being counted.");
      return c.redirect(loggerUrl(logger, "/variables"), 303);
    })
    .get(VARIABLE, async (c) => {
      const { logger, variable } = await loadVariable(c);
      return show(c, logger, variable, { state: blankForm(valuesOf(variable)) });
    })
    .post(VARIABLE, async (c) => {
      const { logger, variable } = await loadVariable(c);
      const posted = await readForm(c);
      const { edit, fields } = editOf(posted, logger, c.var.services.now());
      if (!edit) return show(c, logger, variable, { state: { values: posted, errors: fields } });
      const { sql } = c.var;
      if (posted.preview) {
        const changes = new Map([[variable.variable_id, edit.mapping]]);
        const from = edit.mapping.feed_from_utc;
        const recount = await recountPreview(sql, logger.site_uuid, changes, from);
        return show(c, logger, variable, { state: { values: posted, errors: [] }, recount });
      }
      const { mapping, ...texts } = edit;
      const changes = { ...texts, ...mapping };
      await updateVariable(sql, logger.logger_uuid, variable.variable_id, changes);
      flash(c, "Saved the variable. What it feeds is being counted.");
      return c.redirect(loggerUrl(logger, "/variables"), 303);
    });

async function loadVariable(c: Context<Scoped>) {
  const logger = await loadLogger(c);
  const all = await listVariables(c.var.sql, logger.logger_uuid);
  const id = c.req.param("variable");
  return { logger, variable: found(all.find((one) => one.variable_id === id), "variable") };
}

function valuesOf({ label, unit, feeds, feed_unit, includes_charger }: LoggerVariable) {
  const charger = includes_charger === null ? "" : includes_charger ? "yes" : "no";
  const from = feeds === "nothing" ? "all" : "now";
  return { label, unit, feeds, feed_unit: feed_unit ?? unit, includes_charger: charger, from };
}

type Edit = { edit: VariableChanges & { mapping: Mapping }; fields?: undefined } | {
  edit?: undefined;
  fields: FieldError[];
};

/** Returns what a form changes of a variable, or what is wrong with its fields. */
function editOf(posted: Posted, logger: FramedLogger, now: Temporal.Instant): Edit {
  const { data, fields } = parseForm(variableForm, posted, { blank: "null" });
  if (fields) return { fields };
  const from = countFrom(data, logger.zone, now);
  if ("fields" in from) return from;
  const mapped = mappingOf(data, from.utc);
  if ("fields" in mapped) return mapped;
  return { edit: { label: data.label ?? null, unit: data.unit ?? null, ...mapped } };
}

function show(
  c: Context<Scoped>,
  logger: FramedLogger,
  variable: LoggerVariable,
  more: Pick<VariableFormProps, "state" | "recount">,
) {
  if (more.state.errors.length > 0) c.status(422);
  const props = { logger, now: c.var.services.now(), variable, ...more };
  return c.render(<VariableFormPage {...props} />, { title: "Change a variable" });
}
