import type { PropsWithChildren } from "hono/jsx";

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
      <p class="breadcrumb">
        <a href={`/sites/${siteUuid}`}>
          <span aria-hidden="true">←</span> {name}
        </a>
      </p>
      <h1>{title}</h1>
      {children}
    </section>
  );
}
