import { hashSecret } from "../../../domain/account/secret.ts";
import * as sessions from "../../../sql/account/sessions.ts";
import { as, postForm, type TestApp } from "../../support/app.ts";
import { api, type Ask, type Cases, page, post } from "./cases.ts";

/** With the UUID of a token of alice, which charlie may have seen somewhere. */
const ofAlicesToken = (ask: (token: string) => Ask): Ask => async (app, site) =>
  await ask(await alicesToken(app))(app, site);

async function alicesToken({ database, cast }: TestApp): Promise<string> {
  const [token] = await database.owner<{ token_uuid: string }[]>`
    select token_uuid from app.api_tokens where user_uuid = ${cast.alice.user_uuid} limit 1`;
  return token!.token_uuid;
}

/** The last case signs charlie out. */
export const account: Cases = {
  others: {
    "GET /account": [page(() => "/account"), 200],
    "POST /account/theme": [post(() => "/account/theme", { theme: "dark" }), 303],
    "GET /account/password": [page(() => "/account/password"), 200],
    "POST /account/password": [
      (app, site) => {
        const form = { current_password: app.cast.alice.password, password: "a brand new one" };
        return post(() => "/account/password", form)(app, site);
      },
      422,
    ],
    "GET /account/confirm-password": [page(() => "/account/confirm-password"), 200],
    "POST /account/confirm-password": [
      (app, site) => {
        const form = { password: app.cast.alice.password };
        return post(() => "/account/confirm-password", form)(app, site);
      },
      422,
    ],
    "GET /account/sessions": [page(() => "/account/sessions"), 200],
    "POST /account/sessions/end": [post(() => "/account/sessions/end"), 303],
    "POST /account/sessions/end-all": [async (app, site) => {
      const { charlie } = app.cast;
      const response = await post(() => "/account/sessions/end-all")(app, site);
      const hash = hashSecret(charlie.session); // the cases after this one need it again
      await sessions.start(app.database.owner, charlie.user_uuid, hash, { days: 30 });
      return response;
    }, 303],
    "GET /account/factor": [page(() => "/account/factor"), 200],
    "GET /account/factor/new": [page(() => "/account/factor/new"), 200],
    "POST /account/factor": [post(() => "/account/factor", { code: "000000" }), 422],
    "GET /account/factor/codes": [page(() => "/account/factor/codes"), 409],
    "POST /account/factor/codes": [post(() => "/account/factor/codes"), 409],
    "GET /account/factor/remove": [page(() => "/account/factor/remove"), 409],
    "POST /account/factor/remove": [post(() => "/account/factor/remove"), 409],
    "GET /account/tokens": [page(() => "/account/tokens"), 200],
    "GET /account/tokens/new": [page(() => "/account/tokens/new"), 200],
    "POST /account/tokens": [
      post(() => "/account/tokens", {
        name: "a stranger's",
        scope: "read",
        expiry: "30",
        form_key: "3f0c7c0e-8f5e-4c57-9a1d-8f8f5b8a1c11",
      }),
      200,
    ],
    "GET /account/tokens/:token/revoke": [
      ofAlicesToken((token) => page(() => `/account/tokens/${token}/revoke`)),
      404,
    ],
    "POST /account/tokens/:token/revoke": [
      ofAlicesToken((token) => post(() => `/account/tokens/${token}/revoke`)),
      404,
    ],
    "GET /api/v1/tokens": [api(() => "/tokens"), 200],
    "POST /api/v1/tokens/rotate": [api(() => "/tokens/rotate", "post", {}), 403],
    "GET /api/v1/me/usage": [api(() => "/me/usage"), 200],
    "DELETE /api/v1/tokens/:token_uuid": [
      ofAlicesToken((token) => api(() => `/tokens/${token}`, "delete")),
      404,
    ],
    "GET /api/v1/me": [api(() => "/me"), 200],
    "GET /sign-in": [page((site) => `/sign-in?next=/sites/${site}`), 303],
    "POST /sign-in": [(app) => {
      const { alice, charlie } = app.cast;
      return postForm(app, "/sign-in", { email: alice.email, password: charlie.password });
    }, 401],
    "GET /sign-in/code": [page(() => "/sign-in/code"), 303],
    "POST /sign-in/code": [post(() => "/sign-in/code", { code: "000000" }), 401],
    "GET /sign-in/factor": [page(() => "/sign-in/factor"), 303],
    "POST /sign-in/factor": [post(() => "/sign-in/factor", { code: "000000" }), 401],
    "GET /set-password": [page((_, app) => `/set-password?token=${app.cast.alice.session}`), 404],
    "POST /set-password": [(app) => {
      const form = { token: app.cast.alice.session, password: "charlie would like that" };
      return as(app, app.cast.charlie).post("/set-password", form);
    }, 404],
    "POST /sign-out": [(app) => {
      const { alice, charlie } = app.cast;
      return as(app, charlie).post("/sign-out", { user_uuid: alice.user_uuid });
    }, 303],
  },
};
