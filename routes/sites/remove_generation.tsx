import { generationRange } from "../../domain/generation/new_generation.ts";
import { counted } from "../../domain/plural.ts";
import { type Site, siteName, zoneOf } from "../../domain/sites/site.ts";
import { instantOfLocal } from "../../domain/time/local_time.ts";
import { parse } from "../../domain/validation.ts";
import * as generation from "../../sql/generation/generation.ts";
import * as sites from "../../sql/sites/sites.ts";
import { ConfirmRemovalPage, RemoveGenerationPage } from "../../views/sites/remove_generation.tsx";
import { blankForm, type Posted, textOf } from "../../views/ui/form_state.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { load } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";

const REMOVE = "/sites/:site/batches/remove";
const TITLE = "Delete measurements";

/** GET and POST /sites/{uuid}/batches/remove: deletes a range of measurements after a confirmation. */
export const removeSiteGeneration = () =>
  scopedRouter()
    .get(REMOVE, async (c) => {
      const props = propsOf(await load(c, "site", sites.find));
      return c.render(<RemoveGenerationPage {...props} state={blankForm()} />, { title: TITLE });
    })
    .post(REMOVE, async (c) => {
      const props = propsOf(await load(c, "site", sites.find));
      const posted = await readForm(c);
      const { range, errors } = rangeIn(posted, props.zone);
      if (!range) {
        c.status(422);
        const state = { values: posted, errors };
        return c.render(<RemoveGenerationPage {...props} state={state} />, { title: TITLE });
      }
      if (posted.confirmed !== "on") {
        const page = <ConfirmRemovalPage {...props} state={blankForm(posted)} />;
        return c.render(page, { title: TITLE });
      }
      const deleted = await generation.remove(c.var.sql, { ...range, siteUuid: props.siteUuid });
      flash(c, `${counted(deleted, "measurement")} deleted.`);
      return c.redirect(`/sites/${props.siteUuid}/batches`, 303);
    });

const propsOf = (site: Site) => ({
  siteUuid: site.site_uuid,
  name: siteName(site),
  zone: zoneOf(site),
});

/** Reads the range of a form, whose times are of the site's zone, with the rules of the API. */
function rangeIn(posted: Posted, zone: string) {
  const state = blankForm(posted);
  const times = {
    start: instantIn(textOf(state, "start"), zone),
    end: instantIn(textOf(state, "end"), zone),
  };
  const { data, fields } = parse(generationRange, times);
  if (fields) return { errors: fields };
  const range = { start: Temporal.Instant.from(data.start), end: Temporal.Instant.from(data.end) };
  return { range, errors: [] };
}

/** Returns a local time as RFC 3339; the text itself when it is no local time, to be refused. */
const instantIn = (text: string, zone: string) => instantOfLocal(text, zone)?.toString() ?? text;
