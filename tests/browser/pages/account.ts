import type { TestApp } from "../../support/app.ts";
import type { Pages } from "./pages.ts";

export async function account({ cast: { alice }, database: { owner } }: TestApp): Promise<Pages> {
  const [token] = await owner<{ token_uuid: string }[]>`
    select token_uuid from app.api_tokens where user_uuid = ${alice.user_uuid} limit 1`;
  return {
    "the account": ["/account", alice],
    "changing the password": ["/account/password", alice],
    "giving the password again": ["/account/confirm-password", alice],
    "the second factor": ["/account/factor", alice],
    "a new second factor": ["/account/factor/new", alice],
    "the sessions": ["/account/sessions", alice],
    "the tokens": ["/account/tokens", alice],
    "a new token": ["/account/tokens/new", alice],
    "revoking a token": [`/account/tokens/${token!.token_uuid}/revoke`, alice],
  };
}
