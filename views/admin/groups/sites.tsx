import type { GroupSite } from "../../../domain/sites/site_names.ts";
import { Pagination } from "../../ui/pagination.tsx";
import { SiteTable } from "./site_table.tsx";
import { addressOf, type Listed, pathOf } from "./urls.ts";
import type { Group } from "../../../domain/groups/group.ts";

/** Lists the group's sites; those of an ordinary group can be removed from it. */
export function SitesPart(props: Listed<GroupSite> & { group: Group }) {
  const { group, rows, page, hasNext, query } = props;
  const path = pathOf(group);
  return (
    <section id="group-sites" aria-label="Sites of the group" tabindex={-1}>
      {rows.length === 0
        ? <p class="muted">{nothing(props)}</p>
        : group.is_admin
        ? <SiteTable caption="Sites of the group" rows={rows} />
        : (
          <form method="get" action={`${path}/remove-sites`}>
            <SiteTable caption="Sites of the group" rows={rows} choose="unchecked" />
            <p class="actions after">
              <button type="submit">Remove chosen sites…</button>
            </p>
          </form>
        )}
      <Pagination
        page={page}
        hasNext={hasNext}
        part="group-sites"
        url={(other) => addressOf(path, { q: query, page: other })}
      />
    </section>
  );
}

function nothing({ query, page }: Listed<GroupSite>): string {
  if (query) return `No site of this group matches “${query}”.`;
  return page > 1 ? "There are no more sites." : "This group has no sites.";
}
