import type { Context } from "hono";
import { found } from "../../domain/errors.ts";
import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { type Mapping, mappingFaults } from "../../domain/loggers/mapping.ts";
import { countFrom, presetForm } from "../../domain/loggers/mapping_form.ts";
import { PRESETS, propose } from "../../domain/loggers/presets.ts";
import { recountPreview } from "../../sql/loggers/recount_preview.ts";
import { listVariables, updateVariable } from "../../sql/loggers/variables.ts";
import { PresetPage, type PresetPageProps } from "../../views/loggers/preset.tsx";
import { loggerUrl } from "../../views/loggers/urls.ts";
import { blankForm, type Posted } from "../../views/ui/form_state.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { parseForm } from "../http/parse_form.ts";
import { scopedRouter } from "../http/router.ts";
import { loadLogger, LOGGER } from "./load_logger.ts";

const PRESET = `${LOGGER}/variables/preset`;

/** GET and POST /sites/{uuid}/loggers/{logger}/variables/preset?preset= */
export const loggerPreset = () =>
  scopedRouter()
    .get(PRESET, async (c) => {
      const loaded = await loadProposals(c);
      return show(c, { ...loaded, state: blankForm({ from: "all" }) });
    })
    .post(PRESET, async (c) => {
      const loaded = await loadProposals(c);
      const { logger, proposals, ids } = loaded;
      const posted = await readForm(c);
      const { mappings, fields } = mappingsOf(posted, proposals, logger, c.var.services.now());
      if (!mappings) return show(c, { ...loaded, state: { values: posted, errors: fields } });
      const changes = new Map(
        proposals.map(({ variable }, at) => [ids.get(variable)!, mappings[at]!]),
      );
      const { sql } = c.var;
      if (posted.preview) {
        const from = mappings[0]?.feed_from_utc ?? null;
        const recount = await recountPreview(sql, logger.site_uuid, changes, from);
        return show(c, { ...loaded, state: { values: posted, errors: [] }, recount });
      }
      for (const [id, mapping] of changes) {
        await updateVariable(sql, logger.logger_uuid, id, { ...mapping });
      }
      flash(c, "Saved what feeds the site. It is being counted.");
      return c.redirect(loggerUrl(logger, "/variables"), 303);
    });

async function loadProposals(c: Context<Scoped>) {
  const logger = await loadLogger(c);
  const preset = found(PRESETS.find((one) => one === c.req.query("preset")), "preset");
  const variables = await listVariables(c.var.sql, logger.logger_uuid);
  const proposals = propose(preset, variables.map(({ name }) => name));
  const ids = new Map(variables.map(({ name, variable_id }) => [name, variable_id]));
  return { logger, preset, proposals, ids };
}

/** Returns the mappings of proposals with what the form adds to them, or what is wrong with it. */
function mappingsOf(
  posted: Posted,
  proposals: PresetPageProps["proposals"],
  logger: FramedLogger,
  now: Temporal.Instant,
) {
  const { data, fields } = parseForm(presetForm, posted, { blank: "null" });
  if (fields) return { fields };
  const from = countFrom(data, logger.zone, now);
  if ("fields" in from) return { fields: from.fields };
  const charger = data.includes_charger && data.includes_charger === "yes";
  const mappings = proposals.map(({ variable: _, ...mapping }): Mapping => ({
    ...mapping,
    includes_charger: mapping.feeds === "consumption" ? mapping.includes_charger ?? charger : null,
    feed_from_utc: from.utc,
  }));
  const faults = mappings.flatMap(mappingFaults).slice(0, 1);
  return faults.length > 0 ? { fields: faults } : { mappings };
}

function show(c: Context<Scoped>, props: Omit<PresetPageProps, "now">) {
  if (props.state.errors.length > 0) c.status(422);
  return c.render(<PresetPage {...props} now={c.var.services.now()} />, { title: "Preset" });
}
