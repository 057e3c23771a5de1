import { counted } from "../../../domain/plural.ts";
import { type Group, groupName } from "../../../domain/groups/group.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { pathOf } from "./urls.ts";
import { isolated } from "../../ui/isolated.ts";

export interface AddAllSitesPageProps {
  group: Group;
  missing: { sites: number; inactive: number };
}

export function AddAllSitesPage({ group, missing: { sites, inactive } }: AddAllSitesPageProps) {
  const path = pathOf(group);
  if (sites === 0) {
    return (
      <section class="narrow">
        <Breadcrumb group={group} />
        <h1>
          Add all sites to <bdi>{groupName(group)}</bdi>
        </h1>
        <p>This group already has every site.</p>
      </section>
    );
  }
  return (
    <ConfirmPage
      title={`Add all sites to ${isolated(groupName(group))}`}
      action={`${path}/add-all-sites`}
      submit={`Add ${counted(sites, "site")}`}
      cancel={path}
      danger={false}
    >
      <p>
        This adds {counted(sites, "site")}{" "}
        that the group does not have yet{inactive > 0 && `, ${inactive} of them inactive`}. Sites
        that are created later are not added; only an admin group gets them.
      </p>
      <p>Its {counted(group.members, "user")} will be able to see and edit all of them.</p>
    </ConfirmPage>
  );
}
