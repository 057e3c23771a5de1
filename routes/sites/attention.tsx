import type { Context } from "hono";
import { dismissal } from "../../domain/sites/attention/dismissal.ts";
import { attentionLabel } from "../../domain/sites/attention/kinds.ts";
import { zoneOf } from "../../domain/sites/site.ts";
import * as attention from "../../sql/sites/attention.ts";
import * as sites from "../../sql/sites/sites.ts";
import { DismissPage } from "../../views/sites/dismiss.tsx";
import { blankForm, type FormState } from "../../views/ui/form_state.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { load } from "../http/params.ts";
import { parseForm } from "../http/parse_form.ts";
import { scopedRouter } from "../http/router.ts";

const ATTENTION = "/sites/:site/attention/:attention";

/** GET and POST /sites/{uuid}/attention/{uuid}/dismiss, POST …/take-back. */
export const siteAttention = () =>
  scopedRouter()
    .get(`${ATTENTION}/dismiss`, async (c) => show(c, await loadAttention(c), blankForm()))
    .post(`${ATTENTION}/dismiss`, async (c) => {
      const loaded = await loadAttention(c);
      const posted = await readForm(c);
      const { data, fields } = parseForm(dismissal, posted);
      if (fields) return show(c, loaded, { values: posted, errors: fields });
      await attention.dismiss(c.var.sql, loaded.open.attention_uuid, data);
      flash(c, `Dismissed: ${attentionLabel(loaded.open.kind)}.`);
      return c.redirect(`/sites/${loaded.site.site_uuid}`, 303);
    })
    .post(`${ATTENTION}/take-back`, async (c) => {
      const { site, open } = await loadAttention(c);
      await attention.takeBack(c.var.sql, open.attention_uuid);
      flash(c, `Shown again: ${attentionLabel(open.kind)}.`);
      return c.redirect(`/sites/${site.site_uuid}`, 303);
    });

async function loadAttention(c: Context<Scoped>) {
  const site = await load(c, "site", sites.find);
  const open = await load(c, "attention", (sql, uuid) => attention.find(sql, site.site_uuid, uuid));
  return { site, open };
}

function show(
  c: Context<Scoped>,
  { site, open }: Awaited<ReturnType<typeof loadAttention>>,
  state: FormState,
) {
  if (state.errors.length > 0) c.status(422);
  const page = <DismissPage site={site} zone={zoneOf(site)} open={open} state={state} />;
  return c.render(page, { title: `Dismiss: ${attentionLabel(open.kind)}` });
}
