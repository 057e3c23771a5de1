import type { Context } from "hono";
import { brandOf } from "../../../domain/charging/brands.ts";
import { newNetwork } from "../../../domain/charging/network.ts";
import * as networks from "../../../sql/charging/networks.ts";
import * as settings from "../../../sql/charging/settings.ts";
import { once } from "../../../sql/kit/form_keys.ts";
import { pageOf } from "../../../sql/kit/page.ts";
import { NetworksPage, NetworksPart } from "../../../views/charging/networks/list.tsx";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import type { Scoped } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { formKeyOf, readForm } from "../../http/form.ts";
import { scopedRouter } from "../../http/router.ts";
import { cataloguePage } from "../catalogue_page.ts";
import { writeForm } from "../../http/write_form.ts";

const NETWORKS = "/charging/networks";

/** GET and POST /charging/networks */
export const networkListPage = () =>
  scopedRouter()
    .get(NETWORKS, (c) => show(c, blankForm(brandOf(c.req.query("brand") ?? ""))))
    .post(NETWORKS, async (c) => {
      const { sql } = c.var;
      const posted = await readForm(c);
      const errors = await writeForm(newNetwork, posted, async (data) => {
        const add = async () => String(await networks.add(sql, data));
        await once(sql, formKeyOf(posted), add, data);
        flash(c, `Added ${data.network_name}.`);
      });
      return errors ? await show(c, { values: posted, errors }) : c.redirect(NETWORKS, 303);
    });

async function show(c: Context<Scoped>, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const { page, part } = cataloguePage(c);
  const { rows, hasNext } = pageOf(await networks.list(c.var.sql, part), part.limit);
  const props = {
    networks: rows,
    page,
    hasNext,
    currency: (await settings.read(c.var.sql)).currency,
    state,
    formKey: formKeyOf(state.values) ?? crypto.randomUUID(),
    brand: brandOf(c.req.query("brand") ?? "")?.network_name ?? "",
  };
  return c.render(<NetworksPage {...props} />, {
    title: "Charging networks",
    parts: { "charging-networks": <NetworksPart {...props} /> },
  });
}
