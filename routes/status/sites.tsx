import { FRESHNESS_LISTS } from "../../domain/operations/freshness.ts";
import { FreshnessPage, FreshnessTable } from "../../views/status/sites.tsx";
import { page, paged } from "../http/params.ts";
import { signedInRouter } from "../http/router.ts";
import { sitesAndMeasured } from "./measured.ts";

/** GET /status/sites: how fresh forecast and measurements of each of the viewer's sites are. */
export const statusSites = () =>
  signedInRouter().get("/status/sites", async (c) => {
    const { services, viewer } = c.var;
    const { page: number, ...limits } = page(c);
    const of = FRESHNESS_LISTS.find((name) => name === c.req.query("show")) ?? "all";
    const { sites, measured } = await sitesAndMeasured(services, viewer, { of, ...limits });
    const { rows, hasNext } = paged(sites);
    const props = { sites: rows, measured, of, page: number, hasNext, now: services.now() };
    return c.render(<FreshnessPage {...props} />, {
      title: "Freshness of sites",
      parts: { "freshness": <FreshnessTable {...props} /> },
    });
  });
