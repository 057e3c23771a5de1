import type { Context } from "hono";
import type { z } from "zod";
import { hashSecret, newToken } from "../../../domain/account/secret.ts";
import { MAX_TOKEN_SITES, newTokenForm, tokenAccess } from "../../../domain/account/token.ts";
import * as tokens from "../../../sql/account/tokens.ts";
import { type Site, siteName } from "../../../domain/sites/site.ts";
import { pageOf } from "../../../sql/kit/page.ts";
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
import { recordSecurityEvent } from "../../http/security_event.ts";
import { lightRouter } from "../../http/router.ts";

const PAGE = { title: "New API token" };

/** GET /account/tokens/new and POST /account/tokens: the response to the form shows the secret, once. */
export const newTokenPage = () =>
  lightRouter()
    .afterPassword()
    .get("/account/tokens/new", async (c) => {
      return await show(c, blankForm({ scope: "read", expiry: "90" }), await offeredSites(c));
    })
    .post("/account/tokens", async (c) => {
      const values = await readForm(c);
      const { data, fields: errors } = parseForm(newTokenForm, values);
      const offered = await offeredSites(c);
      if (errors) return await show(c, { values, errors }, offered);
      if (!isOffered(offered, data.site_uuids)) {
        return await show(c, { values, errors: [NOT_OFFERED] }, offered);
      }
      const url = await urlToTry(c);
      const secret = await make(c, data);
      if (secret === undefined) {
        c.status(409);
        return c.render(<TokenExistsPage />, PAGE);
      }
      c.header("Cache-Control", "no-store");
      return c.render(<TokenMadePage name={data.name} secret={secret} url={url} />, PAGE);
    });

const NOT_OFFERED = { field: "site_uuids", message: "Choose sites of the list." };

interface OfferedSites {
  rows: Site[];
  hasNext: boolean;
}

/** Returns the sites that a token can be limited to: the first ones of the viewer's, by name. */
async function offeredSites(c: Context<Scoped>): Promise<OfferedSites> {
  return pageOf(await sites.list(c.var.sql, { limit: MAX_TOKEN_SITES }), MAX_TOKEN_SITES);
}

function isOffered({ rows }: OfferedSites, siteUuids: string[]): boolean {
  const offered = new Set(rows.map(({ site_uuid }) => site_uuid));
  return siteUuids.every((uuid) => offered.has(uuid.toLowerCase()));
}

function show(c: Context<Scoped>, state: FormState, { rows, hasNext }: OfferedSites) {
  if (state.errors.length > 0) c.status(422);
  const formKey = formKeyOf(state.values) ?? crypto.randomUUID();
  const options = rows.map((site) => ({ value: site.site_uuid, label: siteName(site) }));
  const props = { state, formKey, sites: options, hasMoreSites: hasNext };
  return c.render(<NewTokenPage {...props} />, PAGE);
}

/** Makes the token and returns its secret; undefined when this form has made its token before. */
async function make(c: Context<Scoped>, form: z.output<typeof newTokenForm>) {
  const { viewer, services: { database } } = c.var;
  const { secret, prefix } = newToken();
  const siteUuids = form.site_uuids.length > 0 ? form.site_uuids : null;
  const made = await tokens.add(database.owner, viewer.user_uuid, {
    uuid: form.form_key,
    name: form.name,
    hash: hashSecret(secret),
    prefix,
    canWrite: form.scope !== "read",
    onlyGeneration: form.scope === "generation",
    mayRotate: form.may_rotate,
    siteUuids,
    days: form.expiry,
  });
  if (!made) return undefined;
  const access = tokenAccess({
    only_generation: form.scope === "generation",
    can_write: form.scope !== "read",
    site_uuids: siteUuids,
    may_rotate: form.may_rotate,
  });
  await recordSecurityEvent(c, { kind: "token", detail: `Made ${prefix}: ${access}.` });
  return secret;
}

/** Returns an address of the API to try the token with: a site's forecast if there is a site. */
async function urlToTry(c: Context<Scoped>): Promise<string> {
  const [site] = await sites.list(c.var.sql, { limit: 1 });
  return `${originOf(c)}/api/v1/sites${site ? `/${site.site_uuid}/forecast` : ""}`;
}
