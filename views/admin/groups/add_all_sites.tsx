import { counted } from "../../../domain/plural.ts";
import { type Group, groupName } from "../../../domain/groups/group.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { pathOf } from "./urls.ts";

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
        <h1>Add all sites to {groupName(group)}</h1>
        <p>It has every site that there is already.</p>
      </section>
    );
  }
  return (
    <ConfirmPage
      title={`Add all sites to ${groupName(group)}`}
      action={`${path}/add-all-sites`}
      submit={`Add ${counted(sites, "site")}`}
      cancel={path}
      danger={false}
    >
      <p>
        {counted(sites, "site")} that it does not have yet {sites === 1 ? "is" : "are"}{" "}
        added to it{inactive > 0 && `, ${inactive} of them inactive`}: all there are now. Sites that
        are made later are not, as they are for an admin group.
      </p>
      <p>Its {counted(group.members, "user")} will see all of them, and may edit them.</p>
    </ConfirmPage>
  );
}
