import { counted } from "../../../domain/plural.ts";
import type { SiteFile } from "../../../domain/sites/bulk/site_file.ts";
import { Breadcrumb } from "../../ui/breadcrumb.tsx";

/** Says what became of a list that was stored. */
export function StoredSitesPage({ file }: { file: SiteFile }) {
  return (
    <section class="narrow">
      <Breadcrumb trail={[["Sites", "/sites"], ["Many sites", "/sites/bulk"]]} />
      <h1>The list is stored</h1>
      <div class="prose">
        <p>
          <bdi>{file.file_name}</bdi>: {counted(file.added, "site")} added,{" "}
          {counted(file.changed, "site")}{" "}
          changed. The history of each site says what was there before.
        </p>
        <p>
          <a class="button primary" href="/sites">All sites</a>{" "}
          <a class="button" href="/sites/bulk">Another list</a>
        </p>
      </div>
    </section>
  );
}
