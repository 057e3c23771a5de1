import { counted } from "../../../domain/plural.ts";
import type { FormState } from "../../ui/form_state.ts";
import { type Group, groupName, hasUsers } from "../../../domain/groups/group.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { MembersPart, type MembersProps } from "./members.tsx";
import { pathOf } from "./urls.ts";

export interface DeleteGroupPageProps {
  group: Group;
  state: FormState;
  /** How many of its sites become inactive. */
  inactive: number;
}

export function DeleteGroupPage({ group, state, inactive }: DeleteGroupPageProps) {
  const path = pathOf(group);
  return (
    <ConfirmPage
      title={`Delete ${groupName(group)}`}
      action={`${path}/delete`}
      submit="Delete the group"
      cancel={path}
      state={state}
      name={groupName(group)}
    >
      <p>
        It has no members. {group.sites === 0
          ? "It has no sites either."
          : `Its ${counted(group.sites, "site")} stay, with all their data, and leave the group.`}
      </p>
      {inactive > 0 && (
        <p class="callout warn">
          {counted(inactive, "site")}{" "}
          will be in no ordinary group any more and so become inactive: no new forecasts are made
          for {inactive === 1 ? "it" : "them"}.
        </p>
      )}
    </ConfirmPage>
  );
}

/** Why it cannot be deleted yet, and the way there. */
export function GroupHasUsersPage({ group, ...members }: MembersProps) {
  return (
    <>
      <Breadcrumb group={group} />
      <h1>Delete {groupName(group)}</h1>
      <div class="prose after">
        <p class="callout bad">{hasUsers(group)}</p>
        <p>
          Move its {counted(group.members, "user")} to another group, or delete them, and come back.
        </p>
      </div>
      <MembersPart group={group} {...members} path={`${pathOf(group)}/delete`} />
    </>
  );
}
