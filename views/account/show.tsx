import type { Member } from "../../domain/groups/member.ts";
import { blankForm } from "../ui/form_state.ts";
import { groupName } from "../../domain/groups/group.ts";
import type { Theme } from "../layout.tsx";
import { userName } from "../../domain/users/user.ts";
import { Form } from "../ui/form.tsx";
import { Select } from "../ui/inputs.tsx";

export interface AccountPageProps {
  user: Pick<Member, "user_uuid" | "email"> & {
    site_group_uuid: string;
    site_group_name: string;
    is_admin: boolean;
  };
  members: Pick<Member, "user_uuid" | "email">[];
  theme: Theme;
}

export function AccountPage({ user, members, theme }: AccountPageProps) {
  return (
    <>
      <div class="page-head">
        <h1>My account</h1>
        <a class="button" href="/account/password">Change password</a>
        <a class="button" href="/account/factor">Second factor</a>
        <a class="button" href="/account/sessions">Sessions</a>
        <a class="button" href="/account/tokens">API tokens</a>
      </div>
      <p>
        Signed in as{" "}
        <b>
          <bdi>{userName(user)}</bdi>
        </b>.
      </p>
      <section class="panel" aria-labelledby="group-heading">
        <h2 id="group-heading">
          My group: <bdi>{groupName(user)}</bdi>
        </h2>
        <p>
          {user.is_admin
            ? "This is an admin group: it has every site, and its members administer everything."
            : "Its members see and edit the same sites."}
        </p>
        <ul>
          {members.map((member) => (
            <li>
              <bdi>{userName(member)}</bdi>
              {member.user_uuid === user.user_uuid && " (you)"}
            </li>
          ))}
        </ul>
        <p>
          <a href="/webhooks">Webhooks</a>: programs that are told what happens at its sites.
        </p>
      </section>
      <section class="panel" aria-labelledby="theme-heading">
        <h2 id="theme-heading">Light or dark</h2>
        <Form action="/account/theme" state={blankForm({ theme })} submit="Save">
          <Select
            state={blankForm({ theme })}
            name="theme"
            label="Colours"
            hint="Applies to this browser only."
            options={[
              { value: "system", label: "Same as the system" },
              { value: "light", label: "Light" },
              { value: "dark", label: "Dark" },
            ]}
          />
        </Form>
      </section>
    </>
  );
}
