import { found } from "../../domain/errors.ts";
import { undoneText } from "../../domain/generation/batch.ts";
import { siteName } from "../../domain/sites/site.ts";
import * as batches from "../../sql/generation/batches.ts";
import { pageOf } from "../../sql/kit/page.ts";
import * as sites from "../../sql/sites/sites.ts";
import { BatchesPage } from "../../views/sites/batches.tsx";
import { UndoBatchPage } from "../../views/sites/undo_batch.tsx";
import { flash } from "../http/flash.ts";
import { load } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { isolated } from "../../views/ui/isolated.ts";

const BATCHES = "/sites/:site/batches";
const UNDO = `${BATCHES}/:batch{[0-9]+}/undo`;
const PAGE = 50;

/** GET /sites/{uuid}/batches, GET and POST …/{batch}/undo below it. */
export const siteBatches = () =>
  scopedRouter()
    .get(BATCHES, async (c) => {
      const { site_uuid: siteUuid, ...site } = await load(c, "site", sites.find);
      const before = c.req.query("before");
      const olderThan = before && /^\d{1,16}$/.test(before) ? before : undefined;
      const listed = await batches.list(c.var.sql, { siteUuid, olderThan, limit: PAGE + 1 });
      const { rows, hasNext } = pageOf(listed, PAGE);
      const name = siteName({ site_uuid: siteUuid, ...site });
      const props = { siteUuid, name, batches: rows, olderThan: rows.at(-1)?.batch_id };
      const page = <BatchesPage {...props} olderThan={hasNext ? props.olderThan : undefined} />;
      return c.render(page, { title: `Data sent for ${isolated(name)}` });
    })
    .get(UNDO, async (c) => {
      const { site_uuid } = await load(c, "site", sites.find);
      const batch = found(await batches.find(c.var.sql, c.req.param("batch")!), "batch");
      const page = <UndoBatchPage siteUuid={site_uuid} batch={batch} />;
      return c.render(page, { title: "Undo what was sent" });
    })
    .post(UNDO, async (c) => {
      const { site_uuid } = await load(c, "site", sites.find);
      flash(c, undoneText(await batches.undo(c.var.sql, c.req.param("batch")!)));
      c.var.services.jobAdded();
      return c.redirect(`/sites/${site_uuid}/batches`, 303);
    });
