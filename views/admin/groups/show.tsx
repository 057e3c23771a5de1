import { type Group, groupName, serviceLevel } from "../../../domain/groups/group.ts";
import type { GroupSite } from "../../../domain/sites/site_names.ts";
import { count } from "../../../domain/plural.ts";
import { Badge } from "../../ui/badge.tsx";
import { Search } from "../../ui/search.tsx";
import { Term } from "../../ui/term.tsx";
import { UtcTime } from "../../ui/utc_time.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { totalCapacity } from "./total_capacity.ts";
import { MembersPart } from "./members.tsx";
import type { Member } from "../../../domain/groups/member.ts";
import { SitesPart } from "./sites.tsx";
import { type Listed, pathOf } from "./urls.ts";

export interface GroupPageProps {
  group: Group;
  sites: Listed<GroupSite>;
  members: Listed<Member>;
}

export function GroupPage({ group, sites, members }: GroupPageProps) {
  const path = pathOf(group);
  return (
    <>
      <Breadcrumb />
      <div class="page-head">
        <h1>
          <bdi>{groupName(group)}</bdi>
        </h1>
        {group.is_admin && <Badge tone="good" text="Admin group" />}
        <a class="button" href={`/admin/models?group=${group.site_group_uuid}`}>Models</a>
        <a class="button" href={`${path}/edit`}>Edit</a>
        <a class="button" href={`${path}/mark`}>Admin rights</a>
        <a class="button danger" href={`${path}/delete`}>Delete</a>
      </div>
      <Facts group={group} />
      <MembersPart group={group} {...members} />
      <section class="panel" aria-labelledby="sites-heading">
        <div class="page-head">
          <h2 id="sites-heading">Sites</h2>
          {!group.is_admin && <a class="button" href={`${path}/add-sites`}>Add sites</a>}
        </div>
        {group.is_admin && (
          <p class="muted">An admin group has every site, also those that are created later.</p>
        )}
        {group.sites > 0 && (
          <Search
            action={path}
            label="Search by name, client’s number or UUID"
            query={sites.query}
            part="group-sites"
          />
        )}
        <SitesPart group={group} {...sites} />
      </section>
    </>
  );
}

function Facts({ group }: { group: Group }) {
  const { deactivated, members } = group;
  return (
    <section class="facts" aria-label="The group in figures">
      <dl>
        <div>
          <dt>Members</dt>
          <dd>{count(members)}{deactivated > 0 && `, ${count(deactivated)} deactivated`}</dd>
        </div>
        <div>
          <dt>Sites</dt>
          <dd>{count(group.sites)}</dd>
        </div>
        <div>
          <dt>Capacity</dt>
          <dd>{totalCapacity(group)}</dd>
        </div>
        <div>
          <dt>
            <Term id="service-level">Service level</Term>
          </dt>
          <dd>{serviceLevel(group.service_level)}</dd>
        </div>
        <div>
          <dt>Last activity</dt>
          <dd>
            <UtcTime at={group.last_seen_utc} />
          </dd>
        </div>
        <div>
          <dt>Created</dt>
          <dd>
            <UtcTime at={group.created_utc} never="not known" />
          </dd>
        </div>
        <div class="wide">
          <dt>Group UUID</dt>
          <dd>
            <code>{group.site_group_uuid}</code>
          </dd>
        </div>
      </dl>
    </section>
  );
}
