import type { Context } from "hono";
import { found } from "../../domain/errors.ts";
import { type DownloadLink, downloadPath } from "../../domain/operations/exports/download_link.ts";
import * as downloadLinks from "../../sql/operations/download_links.ts";
import { LinkExistsPage, LinkMadePage } from "../../views/exports/links.tsx";
import { RevokeLinkPage } from "../../views/exports/revoke.tsx";
import type { SignedIn } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { formKeyOf, readForm } from "../http/form.ts";
import { originOf } from "../http/origin.ts";
import { pathUuid } from "../http/params.ts";
import { signedInRouter } from "../http/router.ts";
import { exportAddress, filled, parseExport } from "./export_form.ts";
import { makeLink, revokeLink } from "./make_link.ts";
import { showExports } from "./show.tsx";

const MADE = { title: "Link to a file" };

/**
 * POST /exports/links: the response to the form shows the link, once. GET and POST
 * /exports/links/{uuid}/revoke.
 */
export const exportLinks = () =>
  signedInRouter()
    .post("/exports/links", async (c) => {
      const posted = await readForm(c);
      const values = filled(posted);
      const { fields: errors } = parseExport(values, c.var.services.now());
      if (errors) return await showExports(c, { values, errors });
      const uuid = formKeyOf(posted) ?? crypto.randomUUID();
      const secret = await makeLink(c, uuid, exportAddress(values));
      if (secret === undefined) {
        c.status(409);
        return c.render(<LinkExistsPage />, MADE);
      }
      return c.render(<LinkMadePage url={originOf(c) + downloadPath(secret)} />, MADE);
    })
    .get("/exports/links/:link/revoke", async (c) => {
      return c.render(<RevokeLinkPage link={await ownLink(c)} />, { title: "Revoke a link" });
    })
    .post("/exports/links/:link/revoke", async (c) => {
      await revokeLink(c, (await ownLink(c)).link_uuid);
      flash(c, "The link was revoked.");
      return c.redirect("/exports", 303);
    });

/** Returns the link in the path. Throws not_found unless it is the viewer's own. */
async function ownLink(c: Context<SignedIn>): Promise<DownloadLink> {
  const { viewer, services: { database } } = c.var;
  const uuid = pathUuid(c, "link");
  return found(await downloadLinks.findOf(database.owner, viewer.user_uuid, uuid), "link");
}
