import type { Context } from "hono";
import type { ListedNetwork } from "../../../domain/charging/network.ts";
import * as networks from "../../../sql/charging/networks.ts";
import {
  MakeLocationPage,
  MergeNetworkPage,
  RemoveNetworkPage,
} from "../../../views/charging/networks/edit.tsx";
import type { FormState } from "../../../views/ui/form_state.ts";
import type { Scoped } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { scopedRouter } from "../../http/router.ts";
import { ID, loadId, loadInto } from "../ids.ts";

const NETWORK = `/charging/networks/:network${ID}`;
const loadNetwork = (c: Context<Scoped>) => loadId(c, "network", networks.find);

/** GET and POST /charging/networks/{id}/merge, …/make-location and …/remove */
export const moveNetworkPages = () =>
  scopedRouter()
    .get(`${NETWORK}/merge`, async (c) => merge(c, await loadNetwork(c)))
    .post(`${NETWORK}/merge`, async (c) => {
      const network = await loadNetwork(c);
      const { other, state } = await chosen(c, network);
      if (!other) return await merge(c, network, state);
      await networks.merge(c.var.sql, network.id, other.id);
      flash(c, `Merged ${network.network_name} into ${other.network_name}.`);
      return c.redirect(`/charging/networks/${other.id}`, 303);
    })
    .get(`${NETWORK}/make-location`, async (c) => makeLocation(c, await loadNetwork(c)))
    .post(`${NETWORK}/make-location`, async (c) => {
      const network = await loadNetwork(c);
      const { other, state, isEmpty } = await chosen(c, network);
      if (!other && !isEmpty) return await makeLocation(c, network, state);
      const location = await networks.makeLocation(c.var.sql, network, other?.id ?? null);
      flash(c, `${network.network_name} is a location now.`);
      return c.redirect(`/charging/locations/${location}`, 303);
    })
    .get(`${NETWORK}/remove`, async (c) => {
      const page = <RemoveNetworkPage network={await loadNetwork(c)} />;
      return c.render(page, { title: "Delete a network" });
    })
    .post(`${NETWORK}/remove`, async (c) => {
      const { id, network_name } = await loadNetwork(c);
      await networks.remove(c.var.sql, id);
      flash(c, `Deleted ${network_name}.`);
      return c.redirect("/charging/networks", 303);
    });

/** Returns the other network that the field `into` of a posted form names. */
async function chosen(c: Context<Scoped>, { id }: ListedNetwork) {
  const values = await readForm(c);
  const other = await loadInto(c.var.sql, values, id, networks.find);
  const errors = [{ field: "into", message: "Choose another network from the list." }];
  return { other, isEmpty: !values.into, state: { values, errors } };
}

const others = async (c: Context<Scoped>, { id }: ListedNetwork) =>
  (await networks.list(c.var.sql)).filter((other) => other.id !== id);

async function merge(c: Context<Scoped>, network: ListedNetwork, state?: FormState) {
  if (state) c.status(422);
  const page = (
    <MergeNetworkPage network={network} networks={await others(c, network)} state={state} />
  );
  return c.render(page, { title: "Merge a network" });
}

async function makeLocation(c: Context<Scoped>, network: ListedNetwork, state?: FormState) {
  if (state) c.status(422);
  const page = (
    <MakeLocationPage network={network} networks={await others(c, network)} state={state} />
  );
  return c.render(page, { title: "Make a network a location" });
}
