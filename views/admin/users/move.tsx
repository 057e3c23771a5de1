import type { FormState } from "../../ui/form_state.ts";
import { type GroupName, groupName } from "../../../domain/groups/group.ts";
import { distinctions, type SomeSites } from "../../../domain/sites/site.ts";
import { type User, userName } from "../../../domain/users/user.ts";
import { count } from "../../../domain/plural.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { Select } from "../../ui/inputs.tsx";
import { OriginalValues } from "../../ui/original_values.tsx";
import { SiteName } from "../../sites/site_name.tsx";
import { groupOptions } from "./group_options.ts";
import { userPath } from "./user_parts.tsx";
import { isolated } from "../../ui/isolated.ts";

interface ChooseProps {
  user: User;
  groups: GroupName[];
  state: FormState;
}

/** Shows the first step, the choice of a group. It moves nothing yet. */
export function ChooseGroupPage({ user, groups, state }: ChooseProps) {
  const url = userPath(user);
  const others = groups.filter((group) => group.site_group_uuid !== user.site_group_uuid);
  return (
    <section class="narrow">
      <h1>
        Move <bdi>{userName(user)}</bdi>
      </h1>
      <p>
        Now in{" "}
        <b>
          <bdi>{groupName(user)}</bdi>
        </b>. The next page shows what would change before anything is moved.
      </p>
      <form class="form" method="get" action={`${url}/move`}>
        <Select
          state={state}
          name="site_group_uuid"
          label="New group"
          options={groupOptions(others, "Choose a group")}
        />
        <p class="actions">
          <button class="primary" type="submit">Continue</button>
          <a class="button" href={url}>Cancel</a>
        </p>
      </form>
    </section>
  );
}

export interface MoveProps {
  user: User;
  to: GroupName;
  lost: SomeSites;
  gained: SomeSites;
  isSelf: boolean;
  state: FormState;
}

/** Shows the second step: what the move changes, to be confirmed. */
export function MovePage({ user, to, lost, gained, isSelf, state }: MoveProps) {
  const url = userPath(user);
  return (
    <ConfirmPage
      title={`Move ${isolated(userName(user))} to ${isolated(groupName(to))}?`}
      action={`${url}/move`}
      submit="Move"
      cancel={url}
      state={state}
      danger={lost.count > 0 || user.is_admin !== to.is_admin}
      fields={
        <>
          <input type="hidden" name="site_group_uuid" value={to.site_group_uuid} />
          <OriginalValues state={state} />
        </>
      }
    >
      <p>
        From <bdi>{groupName(user)}</bdi> to{" "}
        <bdi>{groupName(to)}</bdi>. Sessions and API tokens keep working, with the sites of the new
        group.
      </p>
      <Rights was={user.is_admin} becomes={to.is_admin} />
      {isSelf && <p class="callout warn">This is you.</p>}
      <Sites title="Sites the user loses" some={lost} none="The user loses no sites." />
      <Sites title="Sites the user gains" some={gained} none="The user gains no sites." />
    </ConfirmPage>
  );
}

function Rights({ was, becomes }: { was: boolean; becomes: boolean }) {
  if (was === becomes) return null;
  return becomes
    ? (
      <p class="callout warn">
        The user becomes an admin, with access to every site, group and user.
      </p>
    )
    : <p class="callout warn">The user stops being an admin.</p>;
}

function Sites({ title, some, none }: { title: string; some: SomeSites; none: string }) {
  if (some.count === 0) return <p>{none}</p>;
  const more = some.count - some.sites.length;
  const apart = distinctions(some.sites);
  return (
    <>
      <h2>{title}: {count(some.count)}</h2>
      <ul>
        {some.sites.map((site) => (
          <li>
            <SiteName site={site} apart={apart.get(site.site_uuid)} />
          </li>
        ))}
        {more > 0 && <li>and {count(more)} more</li>}
      </ul>
    </>
  );
}
