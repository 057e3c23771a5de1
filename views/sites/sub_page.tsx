import type { PropsWithChildren } from "hono/jsx";
import { Breadcrumb } from "../ui/breadcrumb.tsx";
import { SITES } from "./site_header.tsx";

interface SubPageProps {
  title: string;
  siteUuid: string;
  name: string;
  wide?: boolean;
}

/** Renders a page below that of a site, with a link back to the site. */
export function SubPage(
  { title, siteUuid, name, wide, children }: PropsWithChildren<SubPageProps>,
) {
  return (
    <section class={wide ? "sub-page" : "narrow"}>
      <Breadcrumb trail={[SITES, [name, `/sites/${siteUuid}`]]} />
      <h1>{title}</h1>
      {children}
    </section>
  );
}
