import { counted } from "../../../domain/plural.ts";
import { blankForm } from "../../ui/form_state.ts";
import { type Group, groupName } from "../../../domain/groups/group.ts";
import { Form } from "../../ui/form.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { pathOf } from "./urls.ts";

export interface AdminRightsPageProps {
  group: Group;
  /** No user of any other group could administer. */
  isLast: boolean;
  /** The one who looks is a member. */
  isOwn: boolean;
  /** Sites that it does not have. */
  missing: number;
}

export function AdminRightsPage(props: AdminRightsPageProps) {
  const { group, isLast } = props;
  return (
    <section class="narrow">
      <Breadcrumb group={group} />
      <h1>
        Make {groupName(group)} {group.is_admin ? "an ordinary group" : "an admin group"}
      </h1>
      <div class="prose">{group.is_admin ? <ToOrdinary {...props} /> : <ToAdmin {...props} />}</div>
      {!isLast && <MarkForm group={group} />}
    </section>
  );
}

function ToAdmin({ group, missing }: AdminRightsPageProps) {
  return (
    <>
      <p>It is an ordinary group. An admin group is another thing:</p>
      <ul>
        <li>
          It has every site, now and later: {missing === 0
            ? "it has all that there are already."
            : `${counted(missing, "more site")} at once, and each new one.`}
        </li>
        <li>
          {group.members === 0
            ? "Whoever is in it may do everything: "
            : `Its ${counted(group.members, "user")} may do everything: `}
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
      <p>It is an admin group. As an ordinary one:</p>
      <ul>
        <li>
          It keeps the {counted(group.sites, "site")} that it has and gets no others by itself.
        </li>
        <li>
          {group.members === 0
            ? "Whoever is in it is no admin any more."
            : `Its ${counted(group.members, "user")} will be no admins any more.`}
        </li>
        {isOwn && (
          <li>
            <b>You are one of them</b>: these pages will be closed to you.
          </li>
        )}
      </ul>
    </>
  );
}

function MarkForm({ group }: { group: Group }) {
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
