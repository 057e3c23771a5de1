import type { Context } from "hono";
import { type ListedNetwork, newSubscription } from "../../../domain/charging/network.ts";
import { found } from "../../../domain/errors.ts";
import * as networks from "../../../sql/charging/networks.ts";
import * as rates from "../../../sql/charging/rates.ts";
import * as settings from "../../../sql/charging/settings.ts";
import { once } from "../../../sql/kit/form_keys.ts";
import { daysText } from "../../../views/charging/dated.tsx";
import { PartFormPage, RemovePartPage } from "../../../views/charging/part_forms.tsx";
import { SubscriptionFields } from "../../../views/charging/networks/fields.tsx";
import { NETWORKS } from "../../../views/charging/sub_page.tsx";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import type { Scoped } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { formKeyOf, readForm } from "../../http/form.ts";
import { scopedRouter } from "../../http/router.ts";
import { writeForm } from "../../http/write_form.ts";
import { ID, loadId, pathId } from "../ids.ts";

const SUBSCRIPTIONS = `/charging/networks/:network${ID}/subscriptions`;
const SUBSCRIPTION = `${SUBSCRIPTIONS}/:subscription${ID}`;
const loadNetwork = (c: Context<Scoped>) => loadId(c, "network", networks.find);

/** GET and POST /charging/networks/{id}/subscriptions/new, …/{id} and …/{id}/remove */
export const subscriptionPages = () =>
  scopedRouter()
    .get(`${SUBSCRIPTIONS}/new`, async (c) => show(c, await loadNetwork(c), blankForm()))
    .post(`${SUBSCRIPTIONS}/new`, async (c) => {
      const { sql } = c.var;
      const network = await loadNetwork(c);
      const posted = await readForm(c);
      const errors = await writeForm(newSubscription, posted, async (data) => {
        const add = async () => String(await rates.subscribe(sql, network.id, data));
        await once(sql, formKeyOf(posted), add, { ...data, network: network.id });
      });
      return errors
        ? await show(c, network, { values: posted, errors })
        : done(c, network, "Subscription added.");
    })
    .get(SUBSCRIPTION, async (c) => {
      const { network, subscription } = await loadSubscription(c);
      return await show(c, network, blankForm(subscription), subscription.id);
    })
    .post(SUBSCRIPTION, async (c) => {
      const { network, subscription: { id } } = await loadSubscription(c);
      const posted = await readForm(c);
      const errors = await writeForm(
        newSubscription,
        posted,
        (data) => rates.updateSubscription(c.var.sql, network.id, id, data),
      );
      return errors
        ? await show(c, network, { values: posted, errors }, id)
        : done(c, network, "Subscription saved.");
    })
    .get(`${SUBSCRIPTION}/remove`, async (c) => {
      const { network, subscription: { id, start_date, end_date } } = await loadSubscription(c);
      const path = `/charging/networks/${network.id}`;
      const props = {
        title: "Delete this subscription?",
        submit: "Delete the subscription",
        action: `${path}/subscriptions/${id}/remove`,
        text: `The subscription of ${daysText(start_date, end_date)} is deleted, with its fees. ` +
          "Costs of sessions of these days are counted again, without the member’s rate.",
      };
      const page = <RemovePartPage {...props} cancel={path} />;
      return c.render(page, { title: "Delete a subscription" });
    })
    .post(`${SUBSCRIPTION}/remove`, async (c) => {
      const { network, subscription } = await loadSubscription(c);
      await rates.unsubscribe(c.var.sql, network.id, subscription.id);
      return done(c, network, "Subscription deleted.");
    });

async function loadSubscription(c: Context<Scoped>) {
  const network = await loadNetwork(c);
  const id = pathId(c, "subscription");
  const all = await rates.subscriptions(c.var.sql, network.id);
  return { network, subscription: found(all.find((one) => one.id === id), "subscription") };
}

function done(c: Context<Scoped>, { id }: ListedNetwork, sentence: string) {
  flash(c, `${sentence} Costs are counted again.`);
  return c.redirect(`/charging/networks/${id}`, 303);
}

async function show(c: Context<Scoped>, network: ListedNetwork, state: FormState, id?: number) {
  if (state.errors.length > 0) c.status(422);
  const { currency } = await settings.read(c.var.sql);
  const path = `/charging/networks/${network.id}`;
  const title = id === undefined ? "Add a subscription" : "Edit a subscription";
  const props = {
    title,
    trail: [NETWORKS, [network.network_name, path]] as const,
    action: `${path}/subscriptions/${id ?? "new"}`,
    cancel: path,
    state,
    formKey: id === undefined ? formKeyOf(state.values) ?? crypto.randomUUID() : undefined,
    fields: <SubscriptionFields state={state} currency={currency} />,
  };
  return c.render(<PartFormPage {...props} />, { title });
}
