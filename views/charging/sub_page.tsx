import type { Child, PropsWithChildren } from "hono/jsx";
import { Breadcrumb, type Crumb } from "../ui/breadcrumb.tsx";

export const CHARGING: Crumb = ["Charging", "/charging"];
export const NETWORKS: Crumb = ["Networks", "/charging/networks"];
export const LOCATIONS: Crumb = ["Locations", "/charging/locations"];
export const VEHICLES: Crumb = ["Vehicles", "/charging/vehicles"];

interface SubPageProps {
  title: string;
  trail: readonly Crumb[];
  /** Links beside the title. */
  actions?: Child;
  wide?: boolean;
}

/** Renders a page below those of charging, with links to the pages above it. */
export function ChargingSubPage(
  { title, trail, actions, wide, children }: PropsWithChildren<SubPageProps>,
) {
  return (
    <section class={wide ? "sub-page" : "narrow"}>
      <Breadcrumb trail={[CHARGING, ...trail]} />
      <div class="page-head">
        <h1>
          <bdi>{title}</bdi>
        </h1>
        {actions}
      </div>
      {children}
    </section>
  );
}
