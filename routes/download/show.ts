import { Hono } from "hono";
import { hashSecret } from "../../domain/account/secret.ts";
import { AppError } from "../../domain/errors.ts";
import * as downloadLinks from "../../sql/operations/download_links.ts";
import { respondWithExport } from "../exports/export_response.ts";
import { questionOf } from "../exports/export_form.ts";
import type { Visitor } from "../http/context.ts";
import { secretAddress } from "../middleware/own_policy.ts";

/**
 * GET /download/{secret}: the file of a link, without signing in, with the rights that its maker has
 * now. Sites that the maker lost are left out. Each secret, right or wrong, is one hash and one look-up.
 */
export const downloadRoutes = () =>
  new Hono<Visitor>().use("/download/*", secretAddress).get("/download/:secret", async (c) => {
    const { services } = c.var;
    const hash = hashSecret(c.req.param("secret"));
    const link = await downloadLinks.byHash(services.database.owner, hash);
    if (!link) {
      throw new AppError("not_found", "This link is not valid, has expired or was revoked.");
    }
    const question = questionOf(link.query, services.now());
    return await respondWithExport(c, question, {
      viewer: link.viewer,
      services,
      leavesOutLost: true,
    });
  });
