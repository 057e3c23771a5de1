import type { TestApp } from "../../support/app.ts";
import type { Pages } from "./pages.ts";

export async function users({ cast, database: { owner } }: TestApp): Promise<Pages> {
  const { ada, alice, charlie } = cast;
  const url = `/admin/users/${alice.user_uuid}`;
  const [token] = await owner<{ token_uuid: string }[]>`
    select token_uuid from app.api_tokens where user_uuid = ${alice.user_uuid} limit 1`;
  return {
    "all users": ["/admin/users", ada],
    "users that were not found": ["/admin/users?q=nobody+at+all", ada],
    "a new user": ["/admin/users/new", ada],
    "a user": [url, ada],
    "the e-mail of a user": [`${url}/edit`, ada],
    "moving a user: where to": [`${url}/move`, ada],
    "moving a user: what it means": [
      `${url}/move?site_group_uuid=${charlie.site_group_uuid}`,
      ada,
    ],
    "moving a user: a group that is not there": [`${url}/move?site_group_uuid=none`, ada],
    "signing a user out": [`${url}/sign-out`, ada],
    "resetting a second factor": [`${url}/reset-factor`, ada],
    "removing an identity": [`${url}/remove-identity`, ada],
    "deactivating a user": [`${url}/deactivate`, ada],
    "restoring a user": [`${url}/restore`, ada],
    "deleting a user": [`${url}/delete`, ada],
    "the tokens of a user": [`${url}/tokens`, ada],
    "revoking a token of a user": [`${url}/tokens/${token!.token_uuid}/revoke`, ada],
  };
}
