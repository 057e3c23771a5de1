import { type Inverter, inverterName } from "../../domain/sites/inverter.ts";
import { type Site, siteName } from "../../domain/sites/site.ts";
import { ConfirmPage } from "../ui/confirm.tsx";

export function RemoveInverterPage({ site, inverter }: { site: Site; inverter: Inverter }) {
  const path = `/sites/${site.site_uuid}/inverters`;
  return (
    <ConfirmPage
      title="Remove this inverter?"
      action={`${path}/${inverter.inverter_uuid}/remove`}
      submit="Remove the inverter"
      cancel={path}
    >
      <p>
        <b>
          <bdi>{inverterName(inverter)}</bdi>
        </b>{" "}
        will no longer be listed at{" "}
        <bdi>{siteName(site)}</bdi>. Forecasts and measured values of the site stay as they are.
      </p>
    </ConfirmPage>
  );
}
