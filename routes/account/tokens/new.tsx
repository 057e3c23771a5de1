import type { Context } from "hono";
import type { z } from "zod";
import { hashSecret, newToken } from "../../../domain/account/secret.ts";
import { newTokenForm } from "../../../domain/account/token.ts";
import * as tokens from "../../../sql/account/tokens.ts";
import * as sites from "../../../sql/sites/sites.ts";
import {
  NewTokenPage,
  TokenExistsPage,
  TokenMadePage,
} from "../../../views/account/tokens/new.tsx";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import type { Scoped } from "../../http/context.ts";
import { formKeyOf, readForm } from "../../http/form.ts";
import { parseForm } from "../../http/parse_form.ts";
import { originOf } from "../../http/origin.ts";
import { lightRouter } from "../../http/router.ts";

const PAGE = { title: "New API token" };

/** GET /account/tokens/new and POST /account/tokens: the response to the form shows the secret, once. */
export const newTokenPage = () =>
  lightRouter()
    .afterPassword()
    .get("/account/tokens/new", (c) => show(c, blankForm({ scope: "read", expiry: "90" })))
    .post("/account/tokens", async (c) => {
      const values = await readForm(c);
      const { data, fields: errors } = parseForm(newTokenForm, values);
      if (errors) return show(c, { values, errors });
      const url = await urlToTry(c);
      const secret = await make(c, data);
      if (secret === undefined) {
        c.status(409);
        return c.render(<TokenExistsPage />, PAGE);
      }
      c.header("Cache-Control", "no-store");
      return c.render(<TokenMadePage name={data.name} secret={secret} url={url} />, PAGE);
    });

function show(c: Context<Scoped>, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const formKey = formKeyOf(state.values) ?? crypto.randomUUID();
  return c.render(<NewTokenPage state={state} formKey={formKey} />, PAGE);
}

/** Makes the token and returns its secret; undefined when this form has made its token before. */
async function make(c: Context<Scoped>, form: z.output<typeof newTokenForm>) {
  const { viewer, services: { database } } = c.var;
  const { secret, prefix } = newToken();
  const made = await tokens.add(database.owner, viewer.user_uuid, {
    uuid: form.form_key,
    name: form.name,
    hash: hashSecret(secret),
    prefix,
    canWrite: form.scope === "write",
    days: form.expiry,
  });
  return made ? secret : undefined;
}

/** Returns an address of the API to try the token with: a site's forecast if there is a site. */
async function urlToTry(c: Context<Scoped>): Promise<string> {
  const [site] = await sites.listAfter(c.var.sql, { limit: 1 });
  return `${originOf(c)}/api/v1/sites${site ? `/${site.site_uuid}/forecast` : ""}`;
}
