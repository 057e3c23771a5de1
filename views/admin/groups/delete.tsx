import { counted } from "../../../domain/plural.ts";
import type { FormState } from "../../ui/form_state.ts";
import { type Group, groupName, hasUsers } from "../../../domain/groups/group.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { MembersPart, type MembersProps } from "./members.tsx";
import { pathOf } from "./urls.ts";
import { isolated } from "../../ui/isolated.ts";

export interface DeleteGroupPageProps {
  group: Group;
  state: FormState;
  /** How many of its sites would become inactive. */
  inactive: number;
}

export function DeleteGroupPage({ group, state, inactive }: DeleteGroupPageProps) {
  const path = pathOf(group);
  return (
    <ConfirmPage
      title={`Delete ${isolated(groupName(group))}`}
      action={`${path}/delete`}
      submit="Delete the group"
      cancel={path}
      state={state}
      name={groupName(group)}
    >
      <p>
        {group.sites === 0
          ? "This group has no members and no sites."
          : `This group has no members. Its ${
            counted(group.sites, "site")
          } and all their data are ` +
            "kept; they only leave the group."}
      </p>
      {inactive > 0 && (
        <p class="callout warn">
          {counted(inactive, "site")}{" "}
          will no longer be in any ordinary group and will become inactive: no more forecasts are
          made for {inactive === 1 ? "it" : "them"}.
        </p>
      )}
    </ConfirmPage>
  );
}

/** Explains that a group with users cannot be deleted, and lists them to be moved. */
export function GroupHasUsersPage({ group, ...members }: MembersProps) {
  return (
    <>
      <Breadcrumb group={group} />
      <h1>
        Delete <bdi>{groupName(group)}</bdi>
      </h1>
      <div class="prose after">
        <p class="callout bad">{hasUsers(group)}</p>
        <p>
          Move its {counted(group.members, "user")}{" "}
          to another group, or delete them. Then come back to this page.
        </p>
      </div>
      <MembersPart group={group} {...members} path={`${pathOf(group)}/delete`} />
    </>
  );
}
