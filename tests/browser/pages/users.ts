import type { TestApp } from "../../support/app.ts";
import type { Pages } from "./pages.ts";

export function users({ cast: { ada, alice, charlie } }: TestApp): Pages {
  const url = `/admin/users/${alice.user_uuid}`;
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
  };
}
