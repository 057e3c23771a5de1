import { type Context, Hono } from "hono";
import { z } from "zod";
import { found } from "../../domain/errors.ts";
import { blankForm } from "../../views/ui/form_state.ts";
import { parseForm } from "../http/parse_form.ts";
import { hashSecret, newToken } from "../../domain/account/secret.ts";
import { newTokenForm, type Token, tokenName } from "../../domain/account/token.ts";
import * as sites from "../../sql/sites/sites.ts";
import * as tokens from "../../sql/account/tokens.ts";
import { NewTokenPage, TokenExistsPage, TokenMadePage } from "../../views/account/tokens/new.tsx";
import { TokensPage } from "../../views/account/tokens/list.tsx";
import { RevokeTokenPage } from "../../views/account/tokens/revoke.tsx";
import type { Scoped, SignedIn } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { scoped } from "../middleware/scope.ts";

/** GET and POST /account/tokens, GET …/new, GET and POST …/{uuid}/revoke. */
export function tokenRoutes() {
  const routes = new Hono<SignedIn>();

  routes.get("/", async (c) => {
    const { viewer, services: { database } } = c.var;
    const own = await tokens.listOf(database.owner, viewer.user_uuid);
    return c.render(<TokensPage tokens={own} />, { title: "My API tokens" });
  });

  routes.get("/new", (c) => {
    const state = blankForm({ scope: "read", expiry: "90" });
    return c.render(<NewTokenPage state={state} formKey={crypto.randomUUID()} />, NEW);
  });

  routes.post("/", scoped, async (c) => {
    const values = await readForm(c);
    const { data, fields: errors } = parseForm(newTokenForm, values);
    if (errors) {
      c.status(422);
      const formKey = key.catch(() => crypto.randomUUID()).parse(values.form_key);
      return c.render(<NewTokenPage state={{ values, errors }} formKey={formKey} />, NEW);
    }
    const url = await urlToTry(c);
    const secret = await make(c, data);
    if (secret === undefined) {
      c.status(409);
      return c.render(<TokenExistsPage />, NEW);
    }
    c.header("Cache-Control", "no-store");
    return c.render(<TokenMadePage name={data.name} secret={secret} url={url} />, NEW);
  });

  routes.get("/:token/revoke", async (c) => {
    return c.render(<RevokeTokenPage token={await tokenAt(c)} />, { title: "Revoke a token" });
  });

  routes.post("/:token/revoke", async (c) => {
    const { viewer, services: { database } } = c.var;
    const token = await tokenAt(c);
    await tokens.revokeOf(database.owner, viewer.user_uuid, token.token_uuid);
    flash(c, `${tokenName(token)} was revoked.`);
    return c.redirect("/account/tokens", 303);
  });

  return routes;
}

const NEW = { title: "New API token" };
const key = z.guid();

/** The viewer's own token that the address names; another's is not there. */
async function tokenAt(c: Context<SignedIn>): Promise<Token> {
  const { viewer, services: { database } } = c.var;
  const text = c.req.param("token") ?? "";
  const isUuid = key.safeParse(text).success;
  const token = isUuid ? await tokens.findOf(database.owner, viewer.user_uuid, text) : undefined;
  return found(token, "token");
}

/** The new token's secret; nothing when this form has made its token before. */
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

/** An address of the API that answers to the token: a site's forecast where there is a site. */
async function urlToTry(c: Context<Scoped>): Promise<string> {
  const [site] = await sites.listAfter(c.var.sql, { limit: 1 });
  const origin = c.var.services.settings.publicOrigin ?? new URL(c.req.url).origin;
  return `${origin}/api/v1/sites${site ? `/${site.site_uuid}/forecast` : ""}`;
}
