import type { TestApp } from "../../support/app.ts";
import type { Pages } from "./pages.ts";

export async function account({ cast: { alice }, database: { owner } }: TestApp): Promise<Pages> {
  const [token] = await owner<{ token_uuid: string }[]>`
    select token_uuid from app.api_tokens where user_uuid = ${alice.user_uuid} limit 1`;
  const [link] = await owner<{ link_uuid: string }[]>`
    insert into app.download_links (link_hash, user_uuid, query, expires_utc)
    values ('\\x02', ${alice.user_uuid}, 'what=forecast&start=2026-06-21&end=2026-06-21',
      now() + interval '1 day') returning link_uuid`;
  return {
    "downloading data": ["/exports?what=forecast", alice],
    "revoking a link": [`/exports/links/${link!.link_uuid}/revoke`, alice],
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
