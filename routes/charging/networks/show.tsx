import type { Context } from "hono";
import { type Network, networkEdit } from "../../../domain/charging/network.ts";
import * as locations from "../../../sql/charging/locations.ts";
import * as networks from "../../../sql/charging/networks.ts";
import * as rates from "../../../sql/charging/rates.ts";
import * as settings from "../../../sql/charging/settings.ts";
import { EditNetworkPage } from "../../../views/charging/networks/edit.tsx";
import { NetworkPage } from "../../../views/charging/networks/show.tsx";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import { isolated } from "../../../views/ui/isolated.ts";
import type { Scoped } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { scopedRouter } from "../../http/router.ts";
import { writeForm } from "../../http/write_form.ts";
import { ID, loadId } from "../ids.ts";

const NETWORK = `/charging/networks/:network${ID}`;

/** GET /charging/networks/{id}; GET and POST …/edit below it. */
export const networkPage = () =>
  scopedRouter()
    .get(NETWORK, async (c) => {
      const { sql } = c.var;
      const network = await loadId(c, "network", networks.find);
      const props = {
        network,
        rates: await rates.list(sql, { network_id: network.id }),
        subscriptions: await rates.subscriptions(sql, network.id),
        locations: await locations.ofNetwork(sql, network.id),
        currency: (await settings.read(sql)).currency,
      };
      return c.render(<NetworkPage {...props} />, { title: isolated(network.network_name) });
    })
    .get(`${NETWORK}/edit`, async (c) => {
      const network = await loadId(c, "network", networks.find);
      return await edit(c, network, blankForm(network));
    })
    .post(`${NETWORK}/edit`, async (c) => {
      const network = await loadId(c, "network", networks.find);
      const posted = await readForm(c);
      const write = (data: Parameters<typeof networks.update>[2]) =>
        networks.update(c.var.sql, network.id, { ...data, is_verified: true });
      const errors = await writeForm(networkEdit, posted, write, "null");
      if (errors) return await edit(c, network, { values: posted, errors });
      flash(c, "Saved.");
      return c.redirect(`/charging/networks/${network.id}`, 303);
    });

async function edit(c: Context<Scoped>, network: Network, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const { currency } = await settings.read(c.var.sql);
  const page = <EditNetworkPage network={network} state={state} currency={currency} />;
  return c.render(page, { title: "Edit a network" });
}
