import type { Context } from "hono";
import { newRate } from "../../domain/charging/network.ts";
import { found } from "../../domain/errors.ts";
import * as rates from "../../sql/charging/rates.ts";
import * as settings from "../../sql/charging/settings.ts";
import { once } from "../../sql/kit/form_keys.ts";
import { daysText } from "../../views/charging/dated.tsx";
import { PartFormPage, RemovePartPage } from "../../views/charging/part_forms.tsx";
import { RateFields } from "../../views/charging/networks/fields.tsx";
import { blankForm, type FormState } from "../../views/ui/form_state.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { formKeyOf, readForm } from "../http/form.ts";
import { scopedRouter } from "../http/router.ts";
import { writeForm } from "../http/write_form.ts";
import { ID, pathId } from "./ids.ts";
import { loadOwner, OWNER, type PageOwner } from "./owners.ts";

const RATES = `${OWNER}/rates`;
const RATE = `${RATES}/:rate${ID}`;

/** GET and POST /charging/networks/{id}/rates/new, …/{id} and …/{id}/remove; the same of locations. */
export const ratePages = () =>
  scopedRouter()
    .get(`${RATES}/new`, async (c) => show(c, await loadOwner(c), blankForm()))
    .post(`${RATES}/new`, async (c) => {
      const { sql } = c.var;
      const page = await loadOwner(c);
      const posted = await readForm(c);
      const errors = await writeForm(newRate, posted, async (data) => {
        const add = async () => String(await rates.add(sql, page.owner, data));
        await once(sql, formKeyOf(posted), add, { ...data, ...page.owner });
      });
      return errors
        ? await show(c, page, { values: posted, errors })
        : done(c, page, "Rate added.");
    })
    .get(RATE, async (c) => {
      const { page, rate } = await loadRate(c);
      return await show(c, page, blankForm(rate), rate.id);
    })
    .post(RATE, async (c) => {
      const { page, rate } = await loadRate(c);
      const posted = await readForm(c);
      const errors = await writeForm(
        newRate,
        posted,
        (data) => rates.update(c.var.sql, page.owner, rate.id, data),
      );
      return errors
        ? await show(c, page, { values: posted, errors }, rate.id)
        : done(c, page, "Rate saved.");
    })
    .get(`${RATE}/remove`, async (c) => {
      const { page: { path }, rate } = await loadRate(c);
      const text = `The rate of ${daysText(rate.valid_from, rate.valid_to)} is deleted. Costs of ` +
        "sessions of these days are counted again, by the rate without dates.";
      const action = `${path}/rates/${rate.id}/remove`;
      const props = { title: "Delete this rate?", submit: "Delete the rate", text, action };
      return c.render(<RemovePartPage {...props} cancel={path} />, { title: "Delete a rate" });
    })
    .post(`${RATE}/remove`, async (c) => {
      const { page, rate } = await loadRate(c);
      await rates.remove(c.var.sql, page.owner, rate.id);
      return done(c, page, "Rate deleted.");
    });

async function loadRate(c: Context<Scoped>) {
  const page = await loadOwner(c);
  const id = pathId(c, "rate");
  const all = await rates.list(c.var.sql, page.owner);
  return { page, rate: found(all.find((rate) => rate.id === id), "rate") };
}

function done(c: Context<Scoped>, { path }: PageOwner, sentence: string) {
  flash(c, `${sentence} Costs are counted again.`);
  return c.redirect(path, 303);
}

async function show(c: Context<Scoped>, page: PageOwner, state: FormState, id?: number) {
  if (state.errors.length > 0) c.status(422);
  const { currency } = await settings.read(c.var.sql);
  const title = id === undefined ? "Add a rate" : "Edit a rate";
  const props = {
    title,
    trail: page.trail,
    action: `${page.path}/rates/${id ?? "new"}`,
    cancel: page.path,
    state,
    formKey: id === undefined ? formKeyOf(state.values) ?? crypto.randomUUID() : undefined,
    fields: <RateFields state={state} currency={currency} />,
  };
  return c.render(<PartFormPage {...props} />, { title });
}
