import type { Context } from "hono";
import * as locations from "../../sql/charging/locations.ts";
import * as networks from "../../sql/charging/networks.ts";
import { ReviewPage } from "../../views/charging/review.tsx";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { scopedRouter } from "../http/router.ts";
import { ID, loadId } from "./ids.ts";

/** GET /charging/review; POST /charging/networks/{id}/confirm and /charging/locations/{id}/confirm */
export const reviewPages = () =>
  scopedRouter()
    .get("/charging/review", async (c) => {
      const isOpen = ({ is_verified }: { is_verified: boolean }) => !is_verified;
      const props = {
        networks: (await networks.list(c.var.sql)).filter(isOpen),
        locations: (await locations.list(c.var.sql)).filter(isOpen),
      };
      return c.render(<ReviewPage {...props} />, { title: "Review" });
    })
    .post(`/charging/networks/:network${ID}/confirm`, async (c) => {
      const { id, network_name } = await loadId(c, "network", networks.find);
      await networks.update(c.var.sql, id, { is_verified: true });
      return done(c, network_name);
    })
    .post(`/charging/locations/:location${ID}/confirm`, async (c) => {
      const { id, location_name } = await loadId(c, "location", locations.find);
      await locations.update(c.var.sql, id, { is_verified: true });
      return done(c, location_name);
    });

function done(c: Context<Scoped>, name: string) {
  flash(c, `Confirmed ${name}.`);
  return c.redirect("/charging/review", 303);
}
