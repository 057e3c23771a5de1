import { type NamedSite, siteName } from "../../domain/sites/site.ts";

/** Shows a site's name in a list, with what tells it from another of the same name. */
export function SiteName({ site, apart }: { site: NamedSite; apart?: string }) {
  return (
    <>
      <bdi>{siteName(site)}</bdi>
      {apart && (
        <>
          {" "}
          <small class="muted">{apart}</small>
        </>
      )}
    </>
  );
}
