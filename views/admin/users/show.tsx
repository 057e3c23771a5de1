import { Breadcrumb } from "../../ui/breadcrumb.tsx";
import type { Child } from "hono/jsx";
import type { BoundIdentity } from "../../../domain/account/identity.ts";
import { groupName } from "../../../domain/groups/group.ts";
import { type User, userName } from "../../../domain/users/user.ts";
import { counted } from "../../../domain/plural.ts";
import { UtcTime } from "../../ui/utc_time.tsx";
import { UserBadges } from "./list.tsx";
import { DATABASE_LOGIN_STAYS, userPath } from "./user_parts.tsx";

export interface UserPageProps {
  user: User;
  /** Whether the viewer is this user. */
  isSelf: boolean;
  /** Undefined for a user who has not come with a JWT. */
  identity?: BoundIdentity;
}

/** Shows one user, and what an admin can do with the account. */
export function UserPage({ user, isSelf, identity }: UserPageProps) {
  const url = userPath(user);
  return (
    <>
      <Breadcrumb trail={[["Users", "/admin/users"]]} />
      <div class="page-head">
        <h1>
          <bdi>{userName(user)}</bdi>
        </h1>
        <a class="button" href={`${url}/edit`}>{user.email ? "Change e-mail" : "Add an e-mail"}</a>
        <a class="button" href={`${url}/move`}>Move to another group</a>
      </div>
      <div class="prose">
        <UserBadges user={user} />
        {isSelf && <p class="callout">This is you.</p>}
        {user.deactivated_utc && <Deactivated since={user.deactivated_utc} />}
      </div>
      <UserFacts user={user} />
      {identity && <IdentityOfUser identity={identity} url={url} />}
      <Access user={user} isSelf={isSelf} url={url} />
      <End user={user} url={url} />
    </>
  );
}

function Deactivated({ since }: { since: string }) {
  return (
    <p class="callout warn">
      Deactivated since{" "}
      <UtcTime at={since} />: this user cannot sign in and has no working API tokens.{" "}
      {DATABASE_LOGIN_STAYS}
    </p>
  );
}

function UserFacts({ user }: { user: User }) {
  const facts: [label: string, value: Child][] = [
    [
      "Group",
      <a href={`/admin/groups/${user.site_group_uuid}`}>
        <bdi>{groupName(user)}</bdi>
      </a>,
    ],
    ["Rights", user.is_admin ? "administers everything" : "the sites of the group"],
    ["Last seen", <UtcTime at={user.last_seen_utc} />],
    ["Created", <UtcTime at={user.created_utc} never="not known" />],
    ["Password", user.has_password ? "set" : "not set yet"],
    ["Second factor", user.has_factor ? "set up" : "none"],
    ["Password link", <Until at={user.link_expires_utc} />],
    ["Signed in", user.sessions === 0 ? "nowhere" : `on ${counted(user.sessions, "browser")}`],
    ["API tokens", <a href={`${userPath(user)}/tokens`}>{tokensText(user.tokens)}</a>],
    ["Requests", <a href={`/admin/usage/${user.user_uuid}`}>usage of the last week</a>],
    ["Limits of requests", <a href={`${userPath(user)}/limits`}>of API tokens and JWTs</a>],
  ];
  return (
    <section class="facts" aria-labelledby="facts-heading">
      <h2 id="facts-heading">Facts</h2>
      <dl>
        {facts.map(([label, value]) => (
          <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div class="wide">
          <dt>User UUID</dt>
          <dd>
            <code>{user.user_uuid}</code>
          </dd>
        </div>
      </dl>
    </section>
  );
}

function IdentityOfUser({ identity, url }: { identity: BoundIdentity; url: string }) {
  return (
    <section class="panel" aria-labelledby="identity-heading">
      <h2 id="identity-heading">Identity provider</h2>
      <p>
        JWTs act for this user if they come from <bdi>{identity.issuer}</bdi> and name the subject
        {" "}
        <bdi>{identity.subject}</bdi>, bound since <UtcTime at={identity.created_utc} />.
      </p>
      <p class="actions">
        <a class="button" href={`${url}/remove-identity`}>Remove the identity</a>
      </p>
    </section>
  );
}

function tokensText(count: number): string {
  return count === 0 ? "none" : `${count} active`;
}

function Until({ at }: { at: string | null }) {
  return at === null ? <>none</> : (
    <>
      valid until <UtcTime at={at} />
    </>
  );
}

function Access({ user, url, isSelf }: UserPageProps & { url: string }) {
  if (user.deactivated_utc) return null;
  return (
    <section class="panel" aria-labelledby="access-heading">
      <h2 id="access-heading">Signing in</h2>
      <p>
        {user.email
          ? "A link lets this user choose a password once. A new link replaces the previous one; the " +
            "current password works until the link is used."
          : "Without an e-mail address this user cannot sign in."}
      </p>
      <div class="actions">
        {user.email && (
          <form method="post" action={`${url}/password-link`}>
            <button type="submit">Create a password link</button>
          </form>
        )}
        <a class="button" href={`${url}/sign-out`}>Sign out everywhere</a>
        {user.has_factor && !isSelf && (
          <a class="button" href={`${url}/reset-factor`}>Reset the second factor</a>
        )}
      </div>
    </section>
  );
}

function End({ user, url }: { user: User; url: string }) {
  return (
    <section class="panel" aria-labelledby="end-heading">
      <h2 id="end-heading">
        {user.deactivated_utc ? "Restore or delete" : "Deactivate or delete"}
      </h2>
      <p class="actions">
        {user.deactivated_utc
          ? <a class="button" href={`${url}/restore`}>Restore</a>
          : <a class="button" href={`${url}/deactivate`}>Deactivate</a>}
        <a class="button danger" href={`${url}/delete`}>Delete</a>
      </p>
    </section>
  );
}
