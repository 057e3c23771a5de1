import { counted } from "../../../domain/plural.ts";
import { type Group, groupName } from "../../../domain/groups/group.ts";
import type { GroupSite } from "../../../domain/sites/site_names.ts";
import { blankForm } from "../../ui/form_state.ts";
import { Form } from "../../ui/form.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { SiteTable } from "./site_table.tsx";
import { pathOf } from "./urls.ts";

type LeavingSite = GroupSite & { becomes_inactive: boolean };

const CONSEQUENCE = {
  heading: "Afterwards",
  of: ({ active, becomes_inactive }: LeavingSite) =>
    becomes_inactive ? "becomes inactive" : active === false ? "stays inactive" : "stays active",
};

export function RemoveSitesPage({ group, sites }: { group: Group; sites: LeavingSite[] }) {
  const path = pathOf(group);
  const inactive = sites.filter(({ becomes_inactive }) => becomes_inactive).length;
  return (
    <section>
      <Breadcrumb group={group} />
      <h1>
        Remove {counted(sites.length, "site")} from <bdi>{groupName(group)}</bdi>
      </h1>
      <div class="prose after">
        <p>
          Its {counted(group.members, "user")} will no longer see{" "}
          {sites.length === 1 ? "it" : "them"}. Nothing is deleted.
        </p>
        {inactive > 0 && (
          <p class="callout warn">
            {counted(inactive, "site")}{" "}
            will no longer be in any ordinary group and will become inactive: no more forecasts are
            made for {inactive === 1 ? "it" : "them"}.
          </p>
        )}
      </div>
      <SiteTable caption="Sites to remove" rows={sites} more={CONSEQUENCE} />
      <div class="after">
        <Form
          action={`${path}/remove-sites`}
          state={blankForm()}
          submit={`Remove ${counted(sites.length, "site")}`}
          cancel={path}
          danger
        >
          {sites.map(({ site_uuid }) => (
            <input
              type="hidden"
              name="site_uuids"
              value={site_uuid}
            />
          ))}
        </Form>
      </div>
    </section>
  );
}

export function NothingToRemovePage({ group }: { group: Group }) {
  return (
    <section class="narrow">
      <Breadcrumb group={group} />
      <h1>
        Remove sites from <bdi>{groupName(group)}</bdi>
      </h1>
      <p>
        {group.is_admin
          ? "An admin group has every site: none can be removed from it. Make it an ordinary group first."
          : "No site of this group was chosen. Tick the boxes of sites on the group’s page."}
      </p>
      <p>
        <a class="button" href={pathOf(group)}>Back to the group</a>
      </p>
    </section>
  );
}
