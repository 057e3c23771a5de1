import { counted } from "../../../domain/plural.ts";
import { blankForm } from "../../ui/form_state.ts";
import { type Group, groupName } from "../../../domain/groups/group.ts";
import { Form } from "../../ui/form.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { pathOf } from "./urls.ts";

export interface AdminRightsPageProps {
  group: Group;
  /** Whether this is the last group with users who can administer. */
  isLast: boolean;
  /** Whether the viewer is a member. */
  isOwn: boolean;
  /** How many sites the group does not have yet. */
  missing: number;
}

export function AdminRightsPage(props: AdminRightsPageProps) {
  const { group, isLast } = props;
  return (
    <section class="narrow">
      <Breadcrumb group={group} />
      <h1>
        Make <bdi>{groupName(group)}</bdi> {group.is_admin ? "an ordinary group" : "an admin group"}
      </h1>
      <div class="prose">{group.is_admin ? <ToOrdinary {...props} /> : <ToAdmin {...props} />}</div>
      {!isLast && <AdminRightsForm group={group} />}
    </section>
  );
}

function ToAdmin({ group, missing }: AdminRightsPageProps) {
  return (
    <>
      <p>This is an ordinary group. As an admin group:</p>
      <ul>
        <li>
          It has every site: {missing === 0
            ? "it already has all existing ones, and it gets each new one."
            : `it gets ${counted(missing, "more site")} at once, and each new one.`}
        </li>
        <li>
          {group.members === 0
            ? "Anyone in it can do everything: "
            : `Its ${counted(group.members, "user")} can do everything: `}
          see and change every site, group and user.
        </li>
      </ul>
    </>
  );
}

function ToOrdinary({ group, isLast, isOwn }: AdminRightsPageProps) {
  if (isLast) {
    return (
      <p class="callout warn">
        This is the last group whose users administer this installation, so it stays an admin group.
        Make another group with an active user an admin group first.
      </p>
    );
  }
  return (
    <>
      <p>This is an admin group. As an ordinary group:</p>
      <ul>
        <li>
          It keeps its {counted(group.sites, "site")} and no longer gets new ones by itself.
        </li>
        <li>
          {group.members === 0
            ? "Anyone in it is no longer an admin."
            : `Its ${counted(group.members, "user")} will no longer be admins.`}
        </li>
        {isOwn && (
          <li>
            <b>You are one of them</b>: you will no longer have access to these pages.
          </li>
        )}
      </ul>
    </>
  );
}

function AdminRightsForm({ group }: { group: Group }) {
  const path = pathOf(group);
  return (
    <Form
      action={`${path}/mark`}
      state={blankForm()}
      submit={group.is_admin ? "Make it an ordinary group" : "Make it an admin group"}
      cancel={path}
      danger={group.is_admin}
    >
      <input type="hidden" name="is_admin" value={String(!group.is_admin)} />
    </Form>
  );
}
